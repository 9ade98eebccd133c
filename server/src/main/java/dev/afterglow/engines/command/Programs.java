package dev.afterglow.engines.command;

import dev.afterglow.remote.JobUuid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The programs that are running, each watched by a thread: it kills one that runs for too long or
 * says too much, and notes how it ended. Programs of an earlier process of ours are taken up.
 */
final class Programs implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Programs.class.getName());
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final CommandSettings settings;
  private final InstantSource time;
  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private record Running(ProcessGroup group, Thread watch) {}

  Programs(CommandSettings settings, InstantSource time) {
    this.settings = settings;
    this.time = time;
    try {
      Files.createDirectories(settings.folder());
      takeUp();
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of an engine cannot be used", e);
    }
  }

  JobFolder folder(String jobId) {
    return new JobFolder(settings.folder().resolve(JobUuid.of(jobId)));
  }

  int running() {
    return running.size();
  }

  boolean isRunning(JobFolder folder) {
    return running.containsKey(key(folder));
  }

  /**
   * Starts a program.
   *
   * @throws IOException if it cannot be started
   */
  void start(JobFolder folder, List<String> command) throws IOException {
    ProcessGroup group =
        ProcessGroup.start(command, folder.folder(), folder.log(), settings.variables());
    try {
      folder.note(group.started());
    } catch (IOException e) {
      group.kill();
      throw e;
    }
    watch(folder, group, time.instant());
  }

  /** Kills a program; false if it has ended before. */
  boolean stop(JobFolder folder) {
    Optional<Running> program = Optional.ofNullable(running.get(key(folder)));
    program.ifPresent(found -> {
      found.group.kill();
      join(found);
    });
    return program.isPresent();
  }

  /** Kills all programs, unless they are to go on. */
  @Override
  public void close() {
    closed = true;
    if (settings.keepRunning()) {
      running.values().forEach(program -> program.watch.interrupt());
    } else {
      List<Thread> killers =
          running.values().stream()
              .map(program -> Thread.ofVirtual().start(program.group::kill))
              .toList();
      for (Thread killer : killers) {
        join(killer);
      }
    }
    running.values().forEach(Programs::join);
  }

  private void takeUp() throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(settings.folder())) {
      for (Path path : folders) {
        JobFolder folder = new JobFolder(path);
        Optional<JobFolder.Started> started = folder.process();
        if (folder.exit().isEmpty() && started.isPresent()) {
          Instant since = Instant.ofEpochMilli(started.get().startMillis());
          ProcessGroup.adopt(started.get()).ifPresent(group -> watch(folder, group, since));
        }
      }
    }
  }

  private void watch(JobFolder folder, ProcessGroup group, Instant since) {
    Thread watch =
        Thread.ofVirtual()
            .name("program-" + key(folder))
            .unstarted(() -> {
              try {
                await(folder, group, since);
              } catch (InterruptedException _) {
                // the program goes on without us
              } catch (IOException e) {
                LOG.log(Level.WARNING, "how a program ended cannot be noted", e);
              } finally {
                running.remove(key(folder));
              }
            });
    running.put(key(folder), new Running(group, watch));
    watch.start();
  }

  private void await(JobFolder folder, ProcessGroup group, Instant since)
      throws InterruptedException, IOException {
    while (!group.awaitEnd(LOOK)) {
      if (Duration.between(since, time.instant()).compareTo(settings.longest()) > 0) {
        group.kill();
        folder.noteExit(JobFolder.KILLED, "it ran for more than " + settings.longest());
        return;
      }
      if (folder.logBytes() > settings.mostLogBytes()) {
        group.kill();
        folder.noteExit(JobFolder.KILLED, "it said more than it may");
        return;
      }
    }
    group.clear();
    Optional<Integer> code = group.exitCode();
    if (closed) {
      // A program that is killed with this server is lost and has not failed; half a film is none.
      folder.delete();
    } else if (code.isPresent()) {
      folder.noteExit(code.get(), "");
    }
  }

  private static String key(JobFolder folder) {
    return folder.folder().getFileName().toString();
  }

  private static void join(Running program) {
    if (program.watch != Thread.currentThread()) {
      join(program.watch);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(FAREWELL);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
