package dev.afterglow.tasks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.afterglow.engines.VideoFormat;
import java.nio.ByteBuffer;

/** The smallest MP4 that says what it is: an index without samples, and a text for its media. */
public final class SampleFilm {
  private static final int MOVIE_HEADER = 100;
  private static final int TRACK_HEADER = 84;
  private static final int MILLIS = 1000;
  private static final int FIXED_POINT = 16;

  private SampleFilm() {}

  /** A film of this shape whose media is this text. */
  public static byte[] of(VideoFormat shape, String text) {
    return of(shape.width(), shape.height(), MILLIS * shape.seconds(), text);
  }

  /** A film of this size and length whose media is this text. */
  public static byte[] of(int width, int height, int millis, String text) {
    ByteBuffer movie = ByteBuffer.allocate(MOVIE_HEADER).putInt(12, MILLIS).putInt(16, millis);
    ByteBuffer track =
        ByteBuffer.allocate(TRACK_HEADER)
            .putInt(76, width << FIXED_POINT)
            .putInt(80, height << FIXED_POINT);
    ByteBuffer kind = ByteBuffer.allocate(24).put(8, "vide".getBytes(US_ASCII));
    byte[] index =
        box(
            "moov",
            join(
                box("mvhd", movie.array()),
                box(
                    "trak",
                    join(box("tkhd", track.array()), box("mdia", box("hdlr", kind.array()))))));
    return join(
        box("ftyp", "isom\0\0\0\0".getBytes(US_ASCII)), index, box("mdat", text.getBytes(UTF_8)));
  }

  private static byte[] box(String name, byte[] content) {
    return ByteBuffer.allocate(8 + content.length)
        .putInt(8 + content.length)
        .put(name.getBytes(US_ASCII))
        .put(content)
        .array();
  }

  private static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer whole = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      whole.put(part);
    }
    return whole.array();
  }
}
