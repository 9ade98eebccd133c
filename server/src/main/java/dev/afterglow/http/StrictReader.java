package dev.afterglow.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.LazyString;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what Helidon reads otherwise than by the letter of RFC 9112: the request line, see {@link
 * RequestLine}, and chunked bodies (section 7.1). Helidon takes {@code +1} for a chunk size, does
 * not look at the two bytes behind a chunk, lets a size line grow without end, and refuses
 * trailers; two servers in a row must never disagree about where a body ends. Chunk extensions are
 * refused: no client of ours sends any.
 */
final class StrictReader extends DataReader {
  private static final int LONGEST_LINE = 16;
  private static final Pattern SIZE = Pattern.compile("[0-9A-Fa-f]{1,7}");

  /** Empty lines before a request line are passed over, RFC 9112 section 2.2; so many at most. */
  private static final int MOST_EMPTY_LINES = 4;

  private static final int MOST_TRAILER_BYTES = 8_192;
  private static final Pattern TRAILER =
      Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\\t -~\\x80-\\uFFFF]*");

  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final String ACCEPT_LANGUAGE = "Accept-Language";
  private static final int MOST_HEAD_BYTES = 65_536;
  private static final Pattern LANGUAGE_FIELD =
      Pattern.compile("(?im)^Accept-Language:[ \\t]*([^\\r\\n]*)");

  private final Stint stint;
  private boolean takingData;
  private boolean inBody;
  private boolean lastChunk;
  private boolean beforeRequestLine = true;
  private RequestLine requestLine = RequestLine.NONE;
  private boolean languageFollows;
  private Optional<String> acceptLanguage = Optional.empty();

  @SuppressWarnings("removal") // the factory that replaces it cannot make a subclass
  StrictReader(Supplier<byte[]> source, Stint stint) {
    super(source);
    this.stint = stint;
  }

  /** Whether what is read belongs to a body; what follows a body is the next request. */
  void inBody(boolean now) {
    if (inBody && !now) {
      beforeRequestLine = true;
      lastChunk = false;
    }
    inBody = now;
  }

  /** The line of the request that is being read or answered. */
  RequestLine requestLine() {
    return requestLine;
  }

  /** What the request says of languages, known even if its header fields turn out to be broken. */
  Optional<String> acceptLanguage() {
    return acceptLanguage;
  }

  @Override
  public int findNewLine(int max) {
    if (beforeRequestLine) {
      requestLine = RequestLine.NONE;
      acceptLanguage = Optional.empty();
      for (int i = 0; i < MOST_EMPTY_LINES && startsWithNewLine(); i++) {
        super.skip(2);
      }
    }
    int end = super.findNewLine(max);
    if (!inBody && end == max) { // refused as too long
      if (beforeRequestLine) {
        beforeRequestLine = false;
        requestLine = RequestLine.illegible(super.readBytes(Math.min(available(), max)));
        acceptLanguage = languageBehindALongLine();
      } else {
        acceptLanguage = acceptLanguage.or(this::languageOfTheRest);
      }
    }
    return end;
  }

  /** Reads the request line, which is the first that is read of a request, or plain bytes. */
  @Override
  public byte[] readBytes(int length) {
    byte[] bytes = super.readBytes(length);
    if (!beforeRequestLine) {
      return bytes;
    }
    beforeRequestLine = false;
    try {
      requestLine = RequestLine.parse(bytes);
    } catch (RequestException refused) {
      requestLine = RequestLine.illegible(bytes);
      acceptLanguage = languageOfTheRest();
      throw refused;
    }
    return requestLine.forHelidon(bytes);
  }

  /**
   * What fields say that follow a line which is too long to be read whole. They are waited for as
   * any head is, within a bound: of such a line no more than its beginning may have come yet.
   */
  private Optional<String> languageBehindALongLine() {
    StringBuilder rest = new StringBuilder();
    try {
      int looked = 0; // a client may send byte by byte
      while (rest.indexOf(END_OF_HEAD, looked) < 0 && rest.length() < MOST_HEAD_BYTES) {
        looked = Math.max(0, rest.length() - END_OF_HEAD.length());
        ensureAvailable();
        rest.append(new String(super.readBytes(available()), ISO_8859_1));
      }
    } catch (InsufficientDataAvailableException | CloseConnectionException _) {
      // that was all
    }
    return language(rest);
  }

  /**
   * What fields say that have come with a line which ends the connection: nobody waits for more.
   */
  private Optional<String> languageOfTheRest() {
    byte[] rest = super.readBytes(Math.min(available(), MOST_HEAD_BYTES));
    return language(new String(rest, ISO_8859_1));
  }

  private static Optional<String> language(CharSequence fields) {
    Matcher field = LANGUAGE_FIELD.matcher(fields);
    return field.find() ? Optional.of(field.group(1)) : Optional.empty();
  }

  @Override
  public String readAsciiString(int length) {
    String text = super.readAsciiString(length);
    languageFollows = !inBody && text.equalsIgnoreCase(ACCEPT_LANGUAGE);
    return text;
  }

  @Override
  public LazyString readLazyString(Charset charset, int length) {
    LazyString text = super.readLazyString(charset, length);
    if (languageFollows) {
      languageFollows = false;
      acceptLanguage = Optional.of(text.toString());
    }
    return text;
  }

  /** Reads a line of a chunked body: a size, or the empty line at its end. */
  @Override
  public String readLine() {
    if (lastChunk) {
      lastChunk = false;
      passTrailers();
      return "";
    }
    stint.chunk();
    String size = line(LONGEST_LINE);
    if (!SIZE.matcher(size).matches()) {
      throw malformed();
    }
    lastChunk = size.chars().allMatch(digit -> digit == '0');
    return size;
  }

  /** RFC 9112 section 7.1.2: fields behind the last chunk may be ignored, and all are. */
  private void passTrailers() {
    int left = MOST_TRAILER_BYTES;
    for (String field = line(left); !field.isEmpty(); field = line(left)) {
      left -= field.length() + 2;
      if (left <= 0 || !TRAILER.matcher(field).matches()) {
        throw malformed();
      }
    }
  }

  private String line(int longest) {
    int end;
    try {
      end = findNewLine(longest);
    } catch (IncorrectNewLineException _) {
      throw malformed();
    }
    if (end == longest) {
      throw malformed();
    }
    takingData = true;
    String line = readAsciiString(end);
    super.skip(2);
    takingData = false;
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
