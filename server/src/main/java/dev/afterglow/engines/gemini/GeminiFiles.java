package dev.afterglow.engines.gemini;

import dev.afterglow.net.EngineRequest;
import dev.afterglow.net.UpstreamAddress;
import dev.afterglow.remote.FilmTicket;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of the Gemini API (ai.google.dev/api/files), where it keeps films for two days. */
final class GeminiFiles {
  private static final Pattern NAME = Pattern.compile("(?:^|/)files/([A-Za-z0-9_-]{1,100})");

  private GeminiFiles() {}

  /** The id of the file that an address or a name leads to. */
  static Optional<String> id(String address) {
    Matcher name = NAME.matcher(address);
    return !address.startsWith("gs://") && name.find()
        ? Optional.of(name.group(1))
        : Optional.empty();
  }

  /** Where the file's state stands. */
  static EngineRequest state(String version, String id) {
    return EngineRequest.get(UpstreamAddress.segments(version, "files", id));
  }

  /** Where its bytes are, relative to the vendor's address. */
  static String content(String version, String id) {
    return "/" + version + "/files/" + id + ":download?alt=media";
  }

  /** The request that deletes a film that was kept as a file. */
  static Optional<EngineRequest> removal(String version, FilmTicket ticket) {
    return ticket
        .film()
        .flatMap(GeminiFiles::id)
        .map(id -> EngineRequest.delete(UpstreamAddress.segments(version, "files", id)));
  }
}
