package dev.afterglow.pages;

import dev.afterglow.http.Access;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What pages are made of beside their HTML: stylesheet, scripts, stills. All of it comes with the
 * program. A name holds a hash of the content, so that browsers may keep a file for ever and never
 * see an old one. Nothing is read before somebody looks at a page.
 */
public final class Assets {
  private static final String OURS = "/dev/afterglow/pages/";
  private static final String HTMX = "org.webjars.npm/htmx.org";
  private static final String PREFIX = "/assets/";
  private static final int HASH_DIGITS = 12;

  private volatile @Nullable Files files;

  /** One file, and the same compressed where that pays. */
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  private record Asset(String mediaType, byte[] bytes, Optional<byte[]> compressed) {}

  /**
   * Everything that pages need.
   *
   * @param addresses by the names that pages call them by
   * @param assets by the names in their addresses
   */
  private record Files(Map<String, String> addresses, Map<String, Asset> assets) {
    static Files read() {
      Files files = new Files(new HashMap<>(), new HashMap<>());
      files.add("afterglow.css", "text/css; charset=utf-8", OURS + "afterglow.css");
      files.add("pages.js", "text/javascript; charset=utf-8", OURS + "pages.js");
      files.add("htmx.js", "text/javascript; charset=utf-8", htmx());
      files.add("mark.svg", "image/svg+xml", OURS + "mark.svg");
      for (String still : new String[] {"lake", "lake-portrait", "waterfall", "city", "forest"}) {
        files.add(still + ".webp", "image/webp", OURS + still + ".webp");
      }
      return files;
    }

    private void add(String name, String mediaType, String resource) {
      byte[] bytes = Assets.read(resource);
      int dot = name.lastIndexOf('.');
      String file = name.substring(0, dot) + "-" + hash(bytes) + name.substring(dot);
      addresses.put(name, PREFIX + file);
      assets.put(file, new Asset(mediaType, bytes, compressed(mediaType, bytes)));
    }
  }

  private Files files() {
    Files read = files;
    if (read == null) {
      read = Files.read(); // two at once read the same
      files = read;
    }
    return read;
  }

  /**
   * The address of a file.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public String href(String name) {
    return Optional.ofNullable(files().addresses.get(name))
        .orElseThrow(() -> new IllegalArgumentException("no asset " + name));
  }

  /** The route that serves all files. */
  public Route route() {
    return new Route(Method.GET, PREFIX + "{file}", Access.OPEN, this::show).upTo(0);
  }

  private Answer show(Exchange exchange) {
    Asset asset =
        Optional.ofNullable(files().assets.get(exchange.variable("file")))
            .orElseThrow(ApiError::notFound);
    boolean takesGzip =
        exchange.header("Accept-Encoding").filter(coding -> coding.contains("gzip")).isPresent();
    Answer answer =
        takesGzip && asset.compressed().isPresent()
            ? Answer.bytes(asset.mediaType(), asset.compressed().get())
                .with("Content-Encoding", "gzip")
            : Answer.bytes(asset.mediaType(), asset.bytes());
    return answer
        .with("Cache-Control", "public, max-age=31536000, immutable")
        .with("Vary", "Accept-Encoding");
  }

  private static Optional<byte[]> compressed(String mediaType, byte[] bytes) {
    if (!mediaType.startsWith("text/")) {
      return Optional.empty();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(out.toByteArray());
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(sum).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** The library's own name holds its version, which only the build knows. */
  private static String htmx() {
    Properties release = new Properties();
    try (InputStream stream = open("/META-INF/maven/" + HTMX + "/pom.properties")) {
      release.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "/META-INF/resources/webjars/htmx.org/"
        + release.getProperty("version")
        + "/dist/htmx.min.js";
  }

  private static byte[] read(String resource) {
    try (InputStream stream = open(resource)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private static InputStream open(String resource) {
    return Optional.ofNullable(Assets.class.getResourceAsStream(resource))
        .orElseThrow(() -> new IllegalArgumentException("no resource " + resource));
  }
}
