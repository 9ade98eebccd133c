package dev.afterglow.tasks.store;

import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long each engine takes for a film of each kind: the median of its last {@value #MEMORY}. A
 * median, because one film that waited for a restart must not spoil the estimate of the others.
 */
final class LatencyHistory {
  private static final int MEMORY = 15;

  /** For an engine that has made nothing yet: 5 s of work for 1 s of film at 720p. */
  private static final double FIRST_GUESS = 5;

  private static final double PIXELS_AT_720P = 1280 * 720;

  /** How long this engine will take, from being handed the job to the film in our store. */
  Duration expect(Connection tx, String engine, VideoFormat format) throws SQLException {
    Optional<Duration> known =
        Statements.first(
            tx,
            row -> median(row.getString(1)),
            "select samples_ms from pace where engine = ? and resolution = ? and seconds = ?",
            engine,
            format.resolution().id(),
            format.seconds());
    return known.isPresent() ? known.get() : guess(tx, engine, format);
  }

  /** Learns from a film that this engine has made. */
  void learn(Connection tx, String engine, VideoFormat format, Duration took) throws SQLException {
    String resolution = format.resolution().id();
    List<String> samples =
        Statements.first(
                tx,
                row -> List.of(row.getString(1).split(",", -1)),
                "select samples_ms from pace where engine = ? and resolution = ? and seconds = ?",
                engine,
                resolution,
                format.seconds())
            .orElse(List.of());
    String kept =
        Stream.concat(
                samples.stream().skip(Math.max(0, samples.size() - MEMORY + 1)),
                Stream.of(Long.toString(Math.max(1, took.toMillis()))))
            .collect(Collectors.joining(","));
    Statements.change(
        tx,
        "insert into pace (engine, resolution, seconds, samples_ms) values (?, ?, ?, ?)"
            + " on conflict (engine, resolution, seconds) do update set"
            + " samples_ms = excluded.samples_ms",
        engine,
        resolution,
        format.seconds(),
        kept);
  }

  /** From the films of other kinds that this engine has made, by the pixels there are to fill. */
  private static Duration guess(Connection tx, String engine, VideoFormat format)
      throws SQLException {
    List<Double> paces =
        Statements.all(
            tx,
            row -> median(row.getString(1)).toMillis() / work(row.getString(2), row.getInt(3)),
            "select samples_ms, resolution, seconds from pace where engine = ?",
            engine);
    double perWork =
        paces.stream().mapToDouble(Double::doubleValue).average().orElse(FIRST_GUESS * 1000);
    return Duration.ofMillis(
        Math.round(perWork * work(format.resolution().id(), format.seconds())));
  }

  /** Seconds of film at 720p that are as much work. */
  private static double work(String resolution, int seconds) {
    return Resolution.of(resolution)
            .map(size ->
                size.width(Orientation.LANDSCAPE)
                    * size.height(Orientation.LANDSCAPE)
                    / PIXELS_AT_720P)
            .orElse(1.0)
        * seconds;
  }

  private static Duration median(String samples) {
    long[] sorted =
        Arrays.stream(samples.split(",", -1)).mapToLong(Long::parseLong).sorted().toArray();
    return Duration.ofMillis(sorted[sorted.length / 2]);
  }
}
