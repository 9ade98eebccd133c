package dev.afterglow.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way from a server to our disk, in one or more tries. A try that breaks off leaves
 * what came; the next asks for the rest (RFC 9110, 14) on the condition that the file is the same.
 */
final class Download {
  private static final int LONGEST_REFUSAL = 64 << 10;
  private static final long LEAST_GAIN_OF_SLOW_TRIES = 64 << 10;
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);
  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  private final EngineClient client;
  private final Source first;
  private final DownloadBounds bounds;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10);

  private long have;
  private Optional<String> validator = Optional.empty();
  private String lastFault = "";

  /** How much a try must bring to count for something; a server that drips would never end. */
  private long leastGain;

  Download(EngineClient client, Source first, DownloadBounds bounds) {
    this.client = client;
    this.first = first;
    this.bounds = bounds;
  }

  /**
   * Where a file is.
   *
   * @param home whether that is the engine's own origin, and no redirect has left it
   */
  record Source(Target target, boolean home) {}

  Downloaded to(Path file) {
    try (Watch watch = new Watch(bounds.total())) {
      Downloaded outcome;
      try (FileChannel out =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        outcome = tries(out, watch);
      } catch (Unwritable e) {
        outcome = new Downloaded.Unwritable(client.redacted(String.valueOf(e.getMessage())));
      }
      if (!(outcome instanceof Downloaded.Saved)) {
        Files.deleteIfExists(file);
      }
      return outcome;
    } catch (IOException e) {
      return new Downloaded.Unwritable(client.redacted(e.toString()));
    }
  }

  private Downloaded tries(FileChannel out, Watch watch) throws Unwritable {
    int failed = 0;
    while (failed < bounds.tries() && !watch.isOver()) {
      long before = have;
      leastGain = 1;
      Optional<Downloaded> outcome = once(out, watch);
      if (outcome.isPresent()) {
        return outcome.get();
      }
      failed = have - before >= leastGain ? 0 : failed + 1;
      if (failed < bounds.tries() && !rest(Math.max(1, failed), watch)) {
        break;
      }
    }
    return new Downloaded.Broken(
        watch.isOver() ? client.redacted("the time was up: " + lastFault) : lastFault);
  }

  private boolean rest(int times, Watch watch) {
    try {
      Thread.sleep(watch.atMost(bounds.pause().multipliedBy(times)));
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      lastFault = "interrupted";
      return false;
    } catch (IOException _) {
      return false; // the time is up
    }
  }

  /** One try; empty if it broke off. */
  private Optional<Downloaded> once(FileChannel out, Watch watch) throws Unwritable {
    try {
      return follow(out, watch);
    } catch (Unwritable e) {
      throw e;
    } catch (Forbidden e) {
      return Optional.of(new Downloaded.Forbidden(client.redacted(String.valueOf(e.getMessage()))));
    } catch (IOException | HttpException e) {
      lastFault = client.why("after " + have + " bytes", e, watch);
      return Optional.empty();
    }
  }

  private Optional<Downloaded> follow(FileChannel out, Watch watch)
      throws IOException, HttpException, Forbidden {
    Source place = first;
    for (int hop = 0; hop <= bounds.redirects(); hop++) {
      try (HttpConnection connection = client.open(place.target, place.home, watch)) {
        watch.bound(connection.socket(), LONGEST_SILENCE);
        ClassicHttpResponse response = connection.exchange(request(place), place.target.resource());
        Optional<String> location = location(response);
        if (location.isEmpty()) {
          return take(response, connection, out);
        }
        place = next(place, location.get());
      }
    }
    throw new Forbidden("more than " + bounds.redirects() + " redirects");
  }

  /** A place that a redirect names is home only if every one before was. */
  private Source next(Source from, String location) throws Forbidden {
    Target target = from.target.redirected(location);
    boolean home = from.home && client.origin().owns(target);
    return new Source(home ? target : target.permitted(client.films()), home);
  }

  private BasicClassicHttpRequest request(Source place) {
    BasicClassicHttpRequest request = client.reading(place.target, place.home);
    request.setHeader("Connection", "close");
    if (have > 0) {
      validator.ifPresent(same -> {
        request.setHeader("Range", "bytes=" + have + "-");
        request.setHeader("If-Range", same);
      });
    }
    return request;
  }

  private static Optional<String> location(ClassicHttpResponse response) {
    return switch (response.getCode()) {
      case 301, 302, 303, 307, 308 -> ResponseHeaders.of(response).first("Location");
      default -> Optional.empty();
    };
  }

  private Optional<Downloaded> take(
      ClassicHttpResponse response, HttpConnection connection, FileChannel out)
      throws IOException, HttpException {
    ResponseHeaders headers = ResponseHeaders.of(response);
    switch (response.getCode()) {
      case 200 -> {
        startOver(out);
        validator = validator(headers);
      }
      case 206 -> requireTheRest(headers, out);
      case 416 -> {
        startOver(out);
        throw new ProtocolException("the file has no more than the " + have + " bytes we have");
      }
      default -> {
        return Optional.of(refused(response, headers));
      }
    }
    if (headers
        .first("Content-Encoding")
        .filter(coding -> !coding.equalsIgnoreCase("identity"))
        .isPresent()) {
      throw new ProtocolException("an encoded body, which nobody asked for");
    }
    if (response.getEntity() == null) {
      return Optional.of(new Downloaded.Saved(have));
    }
    if (response.getEntity().getContentLength() > bounds.bytes() - have) {
      return Optional.of(new Downloaded.TooLong());
    }
    return Optional.of(copy(response.getEntity().getContent(), connection, out));
  }

  /** Ends at the end of the body; throws if that is not the whole. */
  private Downloaded copy(InputStream body, HttpConnection connection, FileChannel out)
      throws IOException {
    try (Pace pace =
        new Pace(
            bounds.bytesPerSecond(),
            bounds.window(),
            () -> Connector.closeQuietly(connection.socket()))) {
      try {
        for (int read = body.read(buffer.array()); read >= 0; read = body.read(buffer.array())) {
          pace.came(read);
          if (read > bounds.bytes() - have) {
            return new Downloaded.TooLong();
          }
          write(read, out);
        }
        return new Downloaded.Saved(have);
      } catch (Unwritable e) {
        throw e;
      } catch (IOException e) {
        if (!pace.isSlow()) {
          throw e;
        }
        leastGain = LEAST_GAIN_OF_SLOW_TRIES;
        throw slow(e);
      }
    }
  }

  private IOException slow(IOException cause) {
    return new IOException("slower than " + bounds.bytesPerSecond() + " bytes a second", cause);
  }

  private void write(int count, FileChannel out) throws Unwritable {
    buffer.clear().limit(count);
    try {
      while (buffer.hasRemaining()) {
        have += out.write(buffer);
      }
    } catch (IOException e) {
      throw new Unwritable(e);
    }
  }

  private void startOver(FileChannel out) throws Unwritable {
    try {
      out.truncate(0).position(0);
      have = 0;
      validator = Optional.empty();
    } catch (IOException e) {
      throw new Unwritable(e);
    }
  }

  /** The answer begins where we ended, and is of the same file. */
  private void requireTheRest(ResponseHeaders headers, FileChannel out)
      throws IOException, HttpException {
    Matcher range = RANGE.matcher(headers.first("Content-Range").orElse(""));
    boolean follows = range.matches() && Long.parseLong(range.group(1)) == have && have > 0;
    Optional<String> tag = headers.first("ETag");
    boolean same =
        validator.isPresent()
            && (tag.isEmpty() || !validator.get().startsWith("\"") || tag.equals(validator));
    if (!follows || !same) {
      startOver(out);
      throw new ProtocolException("a part that does not belong to what we have");
    }
  }

  /** What proves that a file is the same: a strong tag, or a date that is old enough. */
  private static Optional<String> validator(ResponseHeaders headers) {
    Optional<String> tag = headers.first("ETag").filter(value -> value.startsWith("\""));
    return tag.or(() -> headers.first("Last-Modified").filter(value -> isOld(value, headers)));
  }

  /** RFC 9110, 8.8.2.2: a file may change twice within one second. */
  private static boolean isOld(String modified, ResponseHeaders headers) {
    Optional<Instant> changed = RetryAfter.date(modified);
    Optional<Instant> answered = headers.first("Date").flatMap(RetryAfter::date);
    return changed.isPresent()
        && answered.isPresent()
        && changed.get().plusSeconds(1).isBefore(answered.get());
  }

  private static Downloaded refused(ClassicHttpResponse response, ResponseHeaders headers)
      throws IOException {
    byte[] start =
        response.getEntity() == null
            ? new byte[0]
            : response.getEntity().getContent().readNBytes(LONGEST_REFUSAL);
    return new Downloaded.Refused(response.getCode(), headers, start);
  }

  /** Our disk failed, which is not the server's fault. */
  private static final class Unwritable extends IOException {
    private static final long serialVersionUID = 1L;

    Unwritable(@Nullable IOException cause) {
      super(String.valueOf(cause), cause);
    }
  }
}
