package dev.afterglow.cli;

import dev.afterglow.admin.AdminCommand;
import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.AdminResult.Done;
import dev.afterglow.admin.ForeignServerOnPort;
import dev.afterglow.admin.Refusal;
import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.cli.terminal.StartRefused;
import dev.afterglow.sql.DatabaseFailure;
import dev.afterglow.sql.OutcomeUnknown;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command of the operator: it is built from the command line, handed over, and its result shown.
 * Exit codes are those of {@link ExitCode}; a refused command has failed.
 */
abstract class OperatorCommand implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final AdminConnector connector;

  /** Filled in by the parser. */
  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin final CommonOptions options;

  OperatorCommand(AdminConnector connector, CommonOptions options) {
    this.connector = connector;
    this.options = options;
  }

  /** What is wanted. */
  abstract AdminCommand command();

  /** Whether the command needs books that are there. */
  AdminConnector.Existence existence() {
    return AdminConnector.Existence.REQUIRED;
  }

  /** How the result looks. */
  abstract View view();

  /** The result for people: the table, unless there is something better to say. */
  String shown(JsonNode result, OperatorTexts texts) {
    return view().table(result, texts);
  }

  /** The exit code of a command that was executed. */
  int exitCode(JsonNode result) {
    return ExitCode.DONE;
  }

  @Override
  public final Integer call() {
    OperatorTexts texts = OperatorTexts.in(options.language());
    AdminCommand command = command();
    try (AdminSession session =
        connector.open(options.config(), options.data(), options.language(), existence())) {
      return show(session.execute(command), texts);
    } catch (StartRefused e) {
      e.lines().forEach(err()::println);
      return ExitCode.USAGE;
    } catch (UncheckedIOException e) {
      err().println(texts.text(nothingSent(e) ? "unsent" : "unanswered", List.of()));
      return ExitCode.FAILED;
    } catch (RuntimeException e) {
      if (!databaseLost(e)) {
        throw e;
      }
      err().println(texts.text("lost", List.of()));
      return ExitCode.FAILED;
    }
  }

  /** Whether the database went away on the way; anything else is a fault of this program. */
  private static boolean databaseLost(RuntimeException e) {
    return Stream.iterate((Throwable) e, cause -> cause != null, Throwable::getCause)
        .anyMatch(cause ->
            cause instanceof DatabaseFailure failure
                && (failure.unreachable() || failure instanceof OutcomeUnknown));
  }

  private static boolean nothingSent(UncheckedIOException e) {
    return e.getCause() instanceof ForeignServerOnPort || e.getCause() instanceof ConnectException;
  }

  private int show(AdminResult result, OperatorTexts texts) {
    return switch (result) {
      case Done done -> {
        out().print(options.json() ? json(done.result()) : shown(done.result(), texts));
        out().flush();
        yield exitCode(done.result());
      }
      case Refusal refusal -> {
        err().println(new RefusalText(spec, texts).of(refusal));
        yield RefusalText.isWrongUsage(refusal) ? ExitCode.USAGE : ExitCode.FAILED;
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
