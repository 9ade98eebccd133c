package dev.afterglow.media.headers;

import dev.afterglow.media.headers.ImageHeader.Reading;
import java.util.Arrays;

/** What must hold of {@link ImageHeader#read} for any bytes at all; driven by {@code fuzz/run}. */
public final class ImageHeaderFuzz {
  private ImageHeaderFuzz() {}

  /** Called by the fuzzer with each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (ImageHeader.read(input) instanceof Reading.Whole(ImageHeader header)) {
      if (header.length() > input.length) {
        throw new AssertionError("the image is longer than its file");
      }
      byte[] image = Arrays.copyOf(input, header.length());
      if (!ImageHeader.read(image).equals(new Reading.Whole(header))) {
        throw new AssertionError("the image alone reads otherwise");
      }
    }
  }
}
