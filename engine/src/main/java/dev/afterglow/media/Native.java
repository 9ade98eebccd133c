package dev.afterglow.media;

import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Turns the return codes of ffmpeg's libraries into exceptions. */
final class Native {
  static {
    av_log_set_level(avutil.AV_LOG_ERROR);
  }

  private Native() {}

  /** Makes sure the libraries are loaded and keep quiet about what is not an error. */
  static void load() {
    // the work is done by the static initializer
  }

  static int check(int code, String step) throws IOException {
    if (code < 0) {
      byte[] text = new byte[256];
      av_strerror(code, text, text.length);
      int end = 0;
      while (end < text.length && text[end] != 0) {
        end++;
      }
      throw new IOException(step + ": " + new String(text, 0, end, StandardCharsets.UTF_8));
    }
    return code;
  }

  static <T> T present(@Nullable T pointer, String step) throws IOException {
    if (pointer == null) {
      throw new IOException(step + ": not available");
    }
    return pointer;
  }
}
