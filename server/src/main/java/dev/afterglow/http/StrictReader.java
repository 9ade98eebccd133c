package dev.afterglow.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads chunked bodies by the letter of RFC 9112 section 7.1. Helidon takes {@code +1} for a chunk
 * size, does not look at the two bytes behind a chunk, and lets a size line grow without end; two
 * servers in a row must never disagree about where a body ends. Chunk extensions are refused: no
 * client of ours sends any.
 */
final class StrictReader extends DataReader {
  private static final int LONGEST_LINE = 16;
  private static final Pattern SIZE = Pattern.compile("[0-9A-Fa-f]{1,7}|");

  private boolean takingData;
  private boolean inBody;

  @SuppressWarnings("removal") // the factory that replaces it cannot make a subclass
  StrictReader(Supplier<byte[]> source) {
    super(source);
  }

  /** Whether what is read belongs to a body. */
  void inBody(boolean now) {
    inBody = now;
  }

  /** Reads a line of a chunked body: a size, or the empty line at its end. */
  @Override
  public String readLine() {
    int end;
    try {
      end = findNewLine(LONGEST_LINE);
    } catch (IncorrectNewLineException _) {
      throw malformed();
    }
    if (end == LONGEST_LINE) {
      throw malformed();
    }
    takingData = true;
    String line = readAsciiString(end);
    super.skip(2);
    takingData = false;
    if (!SIZE.matcher(line).matches()) {
      throw malformed();
    }
    return line;
  }

  @Override
  public BufferData readBuffer(int length) {
    takingData = true;
    try {
      return super.readBuffer(length);
    } finally {
      takingData = false;
    }
  }

  /** Outside of data, two bytes of a body are passed over only where a line has to end. */
  @Override
  public void skip(int length) {
    if (inBody && !takingData && length == 2 && !startsWithNewLine()) {
      throw malformed();
    }
    super.skip(length);
  }

  private static RequestException malformed() {
    return RequestException.builder()
        .type(EventType.BAD_REQUEST)
        .message("malformed chunk")
        .setKeepAlive(false)
        .build();
  }
}
