package dev.afterglow.http.multipart;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/** What must hold of {@link Multipart#read} for any bytes at all; driven by {@code fuzz/run}. */
public final class MultipartFuzz {
  private static final long MOST_BYTES = 4096;

  private MultipartFuzz() {}

  /** Called by the fuzzer with each input: a form with the boundary {@code edge}. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    long[] content = {0};
    try {
      Multipart.read(
          "multipart/form-data; boundary=edge",
          new ByteArrayInputStream(input),
          MOST_BYTES,
          part -> content[0] += part.content().readAllBytes().length);
    } catch (MultipartException _) {
      // A refusal is an answer; any other exception is a fault.
    }
    if (content[0] > MOST_BYTES) {
      throw new AssertionError("parts of " + content[0] + " bytes");
    }
  }
}
