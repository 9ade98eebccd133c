package dev.afterglow.films;

import dev.afterglow.http.AccessDecision;
import dev.afterglow.http.HttpLimits;
import dev.afterglow.http.HttpTexts;
import dev.afterglow.http.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/** Serves one film of the given folder until it is stopped; {@code bench/serving} drives it. */
public final class ServingBench {
  private static final String TASK = "task_01K8SGYNNNVBQTXNR4MM964S7K";

  private ServingBench() {}

  /**
   * @param arguments a folder that holds {@code film.mp4}
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    InstantSource time = InstantSource.system();
    FilmStore store = DiskFilmStore.at(folder.resolve("videos"));
    store.keep(TASK, Files.copy(folder.resolve("film.mp4"), store.stage(TASK)));
    Links links = new Links(LinkKeys.open(folder.resolve("keys"), new SecureRandom()), time);
    TestServer server =
        new TestServer(
            HttpLimits.DEFAULT,
            _ -> AccessDecision.open(),
            HttpTexts.load(),
            new FilmRoutes(store, links).routes());
    String link = links.link(TASK, time.instant().plus(Duration.ofDays(1)));
    Files.writeString(folder.resolve("link"), server.uri(link).toString());
  }
}
