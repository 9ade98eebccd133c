package dev.afterglow.cli.engines;

import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.cli.terminal.Terminal;
import dev.afterglow.config.EngineSettings;
import dev.afterglow.config.Environment;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Fetched;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.NativeFormat;
import dev.afterglow.ledger.Usd;
import dev.afterglow.routing.TrialFilm;
import dev.afterglow.tasks.TaskIds;
import dev.afterglow.text.Texts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * One real film of one engine, the cheapest that it makes, outside of all books.
 *
 * @param engine what makes it
 * @param written the same as the operator wrote it down
 */
record TrialOrder(
    Engine engine, EngineSettings written, Environment around, Terminal terminal, Texts texts) {
  private static final Set<String> YES = Set.of("y", "yes", "是", "好", "确认");
  private static final Duration LONGEST = Duration.ofHours(2);

  /**
   * Orders, follows and saves it.
   *
   * @param agreed whether the operator wants to pay for it; otherwise the operator is asked, and
   *     nothing is ordered where nobody can be
   */
  int make(Path file, boolean agreed) {
    Optional<TrialFilm> film = TrialFilm.of(engine);
    if (film.isEmpty()) {
      terminal.complain(texts.text("engines.makes-nothing", engine.name()));
      return ExitCode.FAILED;
    }
    NativeFormat format = film.get().format();
    String what = format.width() + "x" + format.height() + ", " + format.seconds() + " s";
    if (!agreed) {
      Object[] order = {engine.name(), what, model(film.get()), price(format.seconds())};
      Optional<String> answer = terminal.ask(texts.text("engines.agree", order));
      if (answer.isEmpty()) {
        terminal.complain(texts.text("engines.unasked", order));
        return ExitCode.USAGE;
      }
      if (!YES.contains(answer.get().toLowerCase(Locale.ROOT))) {
        terminal.complain(texts.text("engines.not-agreed"));
        return ExitCode.FAILED;
      }
    }
    terminal.complain(texts.text("engines.ordering", engine.name(), what));
    String id = new TaskIds(around.time(), around.random()).next() + "-1";
    return switch (engine.submit(film.get().job(id))) {
      case Submission.Accepted accepted -> follow(new EngineJob(id, accepted.ticket()), file);
      case Submission.Refused(var failure, _) -> failed(failure.detail());
      case Submission.Unavailable unavailable -> failed(unavailable.detail());
      case Submission.Unknown(String detail) -> failed(detail);
    };
  }

  /** As the engine names it, or as clients do. */
  private String model(TrialFilm film) {
    return Stream.of("model-id", "model", "workflow", "template")
        .flatMap(option -> written.text(option).stream())
        .findFirst()
        .orElse(film.model().id());
  }

  private String price(int seconds) {
    OptionalLong second = written.priceMicros();
    return second.isEmpty()
        ? texts.text("engines.price-unknown")
        : texts.text("engines.price", dollars(Math.multiplyExact(second.getAsLong(), seconds)));
  }

  private static String dollars(long micros) {
    return new Usd(micros).toString();
  }

  private int follow(EngineJob job, Path file) {
    long end = around.nanoTime().getAsLong() + LONGEST.toNanos();
    while (around.nanoTime().getAsLong() - end < 0) {
      switch (engine.poll(job)) {
        case Progress.Queued(Duration next) -> told("queued", next);
        case Progress.Running(var percent, Duration next) ->
            told(percent.isPresent() ? percent.getAsInt() + " %" : "running", next);
        case Progress.Unreadable(String detail, Duration next) -> told(detail, next);
        case Progress.Done(var made, var cost) -> {
          int code = save(new EngineJob(job.jobId(), made), file);
          cost.ifPresent(micros -> terminal.complain(texts.text("engines.cost", dollars(micros))));
          return code;
        }
        case Progress.Failed(var failure, _) -> {
          return failed(failure.detail());
        }
        case Progress.Lost _ -> {
          return failed("lost");
        }
      }
    }
    return failed("too long");
  }

  private void told(String how, Duration pause) {
    terminal.complain(engine.name() + ": " + how);
    LockSupport.parkNanos(pause.toNanos());
  }

  private int save(EngineJob made, Path file) {
    return switch (engine.fetch(made, file)) {
      case Fetched.Saved _ -> {
        engine.forget(made);
        terminal.say(file.toString());
        yield ExitCode.DONE;
      }
      case Fetched.Gone(var failure) -> failed(failure.detail());
      case Fetched.Again(String detail, _) -> failed(detail);
    };
  }

  private int failed(String why) {
    terminal.complain(texts.text("engines.failed", engine.name(), why));
    return ExitCode.FAILED;
  }
}
