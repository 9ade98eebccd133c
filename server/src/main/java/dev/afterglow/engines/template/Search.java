package dev.afterglow.engines.template;

import dev.afterglow.engines.JobKey;
import dev.afterglow.remote.JobUuid;
import dev.afterglow.remote.templates.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a job is looked for whose order got no readable answer: the order carried an id of ours, and
 * the vendor is asked as if that were its own.
 *
 * @param uuid whether it was {@code {{uuid}}} and not {@code {{id}}}
 * @param absent codes, or statuses such as {@code HTTP 404}, that prove that it never came
 */
record Search(boolean uuid, List<String> absent) {
  private static final Pattern ANY = Pattern.compile("[^\\p{Cntrl}]{1,100}");

  /** Reads the member {@code find}, where there is one. */
  static Optional<Search> read(Fields template) {
    return template
        .object("find")
        .map(fields -> {
          Map<String, Boolean> ids = new LinkedHashMap<>();
          ids.put("uuid", true);
          ids.put("id", false);
          if (!fields.has("by")) {
            fields.missing("by", "choice", "uuid, id");
          }
          Search search =
              new Search(fields.choice("by", ids, true), fields.texts("absent", ANY, "texts"));
          fields.end();
          return search;
        });
  }

  /** The id of ours under which the vendor would know it. */
  String id(JobKey key) {
    return uuid ? JobUuid.of(key.jobId()) : key.jobId();
  }
}
