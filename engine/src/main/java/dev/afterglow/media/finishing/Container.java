package dev.afterglow.media.finishing;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The file formats that engines deliver, told apart by their first bytes and never by a name. */
enum Container {
  /** ISO/IEC 14496-12, fragmented or not. */
  MP4("mov"),
  /** WebM and Matroska: EBML. */
  WEBM("matroska"),
  /** RIFF AVI. */
  AVI("avi");

  private static final int HEAD_BYTES = 12;

  private final String demuxer;

  Container(String demuxer) {
    this.demuxer = demuxer;
  }

  /** ffmpeg's name for the one reader that may open the file. */
  String demuxer() {
    return demuxer;
  }

  /** Looks at the first bytes; empty for text, playlists and everything else. */
  static Optional<Container> of(Path file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, NOFOLLOW_LINKS)) {
      while (head.hasRemaining() && channel.read(head) >= 0) {
        // until it is full or the file ends
      }
    }
    String text = new String(head.array(), 0, head.position(), StandardCharsets.ISO_8859_1);
    if (text.startsWith("ftyp", 4)) {
      return Optional.of(MP4);
    }
    if (text.startsWith("\u001AE\u00DF\u00A3")) {
      return Optional.of(WEBM);
    }
    return text.startsWith("RIFF") && text.startsWith("AVI ", 8)
        ? Optional.of(AVI)
        : Optional.empty();
  }
}
