package dev.afterglow.engines.command;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.JobKey;
import dev.afterglow.engines.Ticket;
import dev.afterglow.remote.ConfiguredEngine;
import dev.afterglow.remote.JobUuid;
import dev.afterglow.remote.JobValues;
import dev.afterglow.remote.LocalFilm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;

/**
 * A program of this machine that makes one film and ends, such as stable-diffusion.cpp's or a
 * script. Its jobs lie in folders, so that a program outlives a crash of this server and its film
 * is still found.
 */
public final class CommandEngine extends ConfiguredEngine {
  private static final Duration BUSY_PAUSE = Duration.ofSeconds(5);
  private static final Duration NO_PROGRAM_PAUSE = Duration.ofMinutes(1);
  private static final int LONGEST_WORDS = 300;

  private final CommandSettings settings;
  private final CommandTemplate template;
  private final Programs programs;

  private CommandEngine(CommandSettings settings, CommandTemplate template, InstantSource time) {
    super(settings.name(), settings.grid().over(template.capabilities()), settings.capacity());
    this.settings = settings;
    this.template = template;
    this.programs = new Programs(settings, time);
  }

  /** An engine for one program; takes up what an earlier process of ours left running. */
  public static Engine open(
      CommandSettings settings, CommandTemplate template, InstantSource time) {
    return new CommandEngine(settings, template, time);
  }

  @Override
  public Submission submit(Job job) {
    JobFolder folder = programs.folder(job.id());
    Ticket ticket = new Ticket(JobUuid.of(job.id()));
    if (programs.isRunning(folder) || folder.exit().isPresent()) {
      return new Submission.Accepted(ticket);
    }
    if (programs.running() >= settings.capacity().running()) {
      return new Submission.Unavailable("every program is busy", BUSY_PAUSE, Scope.ENGINE);
    }
    List<String> wordless = new ArrayList<>();
    JobValues values = template.values(job, wordless);
    if (!wordless.isEmpty()) {
      return unfit("the template has no word for " + wordless.getFirst());
    }
    if (job.prompt().indexOf('\0') >= 0) {
      return unfit("no argument can hold the prompt");
    }
    try {
      List<String> command = template.filled(values, folder.prepare(job, template.ending()));
      programs.start(folder, command);
      return new Submission.Accepted(ticket);
    } catch (IOException e) {
      delete(folder);
      return new Submission.Unavailable(String.valueOf(e), NO_PROGRAM_PAUSE, Scope.ENGINE);
    }
  }

  @Override
  public Progress poll(EngineJob job) {
    JobFolder folder = programs.folder(job.jobId());
    if (programs.isRunning(folder)) {
      return new Progress.Running(percent(folder.tail()), settings.pollInterval());
    }
    boolean film = folder.hasFilm(template.ending());
    OptionalInt exit = folder.exit();
    if (exit.isEmpty()) {
      // It ended while nobody watched.
      return film ? new Progress.Done(job.ticket()) : new Progress.Lost();
    }
    if (exit.getAsInt() == 0 && film) {
      return new Progress.Done(job.ticket());
    }
    return new Progress.Failed(failure(folder, exit.getAsInt()));
  }

  private Failure failure(JobFolder folder, int exit) {
    String last = folder.tail().strip();
    String words = last.substring(Math.max(0, last.length() - LONGEST_WORDS));
    boolean refused = exit != 0 && exit == template.refusedExit();
    String how =
        switch (exit) {
          case 0 -> "it ended well but wrote no film";
          case JobFolder.KILLED -> "killed: " + folder.exitWords();
          default -> "it ended with " + exit;
        };
    return new Failure(
        refused ? Failure.Kind.CONTENT_REFUSED : Failure.Kind.BROKEN, how + ": " + words);
  }

  private OptionalInt percent(String said) {
    if (template.progress().isEmpty()) {
      return OptionalInt.empty();
    }
    OptionalInt last = OptionalInt.empty();
    Matcher found = template.progress().get().matcher(said);
    while (found.find()) {
      try {
        double part = Double.parseDouble(String.valueOf(found.group(1)));
        double percent =
            found.groupCount() > 1
                ? 100 * part / Double.parseDouble(String.valueOf(found.group(2)))
                : part;
        if (Double.isFinite(percent)) {
          last = OptionalInt.of((int) Math.clamp(percent, 0, 99));
        }
      } catch (NumberFormatException _) {
        // other words that look alike
      }
    }
    return last;
  }

  @Override
  public Cancellation cancel(EngineJob job) {
    JobFolder folder = programs.folder(job.jobId());
    return programs.stop(folder) ? new Cancellation.Stopped() : new Cancellation.TooLate();
  }

  @Override
  public Fetched fetch(EngineJob job, Path target) {
    JobFolder folder = programs.folder(job.jobId());
    if (!folder.hasFilm(template.ending())) {
      return new Fetched.Gone(new Failure(Failure.Kind.BROKEN, "the film is not there"));
    }
    return LocalFilm.copy(folder.film(template.ending()), target);
  }

  @Override
  public Found find(JobKey key) {
    JobFolder folder = programs.folder(key.jobId());
    return programs.isRunning(folder)
            || folder.exit().isPresent()
            || folder.hasFilm(template.ending())
        ? new Found.Here(new Ticket(JobUuid.of(key.jobId())))
        : new Found.Absent();
  }

  @Override
  public void forget(EngineJob job) {
    JobFolder folder = programs.folder(job.jobId());
    if (!programs.isRunning(folder)) {
      delete(folder);
    }
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public void close() {
    programs.close();
  }

  private static void delete(JobFolder folder) {
    try {
      folder.delete();
    } catch (IOException _) {
      // a program may still write there; the folder is made anew when it is needed
    }
  }
}
