package dev.afterglow.cli;

import dev.afterglow.admin.Answer;
import dev.afterglow.admin.Answer.Done;
import dev.afterglow.admin.Answer.Reason;
import dev.afterglow.admin.Answer.Refused;
import dev.afterglow.admin.Order;
import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.cli.terminal.StartRefused;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command that gives one order and shows the answer. Exit codes are those of {@link ExitCode}; a
 * refused order has failed.
 */
abstract class OrderCommand implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Desk desk;

  /** Filled in by the parser. */
  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin final CommonOptions options;

  OrderCommand(Desk desk, CommonOptions options) {
    this.desk = desk;
    this.options = options;
  }

  /** What is wanted. */
  abstract Order order();

  /** Whether the order needs books that are there. */
  Desk.Books books() {
    return Desk.Books.THERE;
  }

  /** How the result looks. */
  abstract View view();

  /** The result for people: the table, unless there is something better to say. */
  String shown(JsonNode result, Texts texts) {
    return view().table(result, texts);
  }

  /** The exit code of an order that was carried out. */
  int exitCode(JsonNode result) {
    return ExitCode.DONE;
  }

  @Override
  public final Integer call() {
    Texts texts = Texts.in(options.language());
    try (Desk.Clerk clerk =
        desk.open(options.config(), options.data(), options.language(), books())) {
      return show(clerk.carryOut(order()), texts);
    } catch (StartRefused e) {
      e.lines().forEach(err()::println);
      return ExitCode.USAGE;
    } catch (UncheckedIOException e) {
      err().println(texts.text("unanswered", List.of(String.valueOf(e.getMessage()))));
      return ExitCode.FAILED;
    }
  }

  private int show(Answer answer, Texts texts) {
    return switch (answer) {
      case Done done -> {
        out().print(options.json() ? json(done.result()) : shown(done.result(), texts));
        out().flush();
        yield exitCode(done.result());
      }
      case Refused refused -> {
        err().println(new Refusal(refused, spec).shown(texts));
        yield refused.reason() == Reason.BAD_VALUE ? ExitCode.USAGE : ExitCode.FAILED;
      }
    };
  }

  private static String json(JsonNode result) {
    return JSON.writeValueAsString(result) + "\n";
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
