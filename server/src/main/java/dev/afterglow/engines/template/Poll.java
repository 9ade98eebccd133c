package dev.afterglow.engines.template;

import dev.afterglow.net.EngineRequest.Method;
import dev.afterglow.remote.VendorAnswer;
import dev.afterglow.remote.templates.Fields;
import dev.afterglow.remote.templates.TextTemplate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the vendor is asked about a job, and where the answer says what.
 *
 * @param id where the answer repeats the job's id; without it, only a success can end a job
 * @param percentOf what the whole is: 100, or 1 for a fraction
 * @param filmPath the path of the film at the vendor's own origin, where it has no address
 * @param refused values by pointer that mean refused content, such as {@code
 *     /video/respect_moderation} with {@code false}
 * @param every the usual pause between two questions
 */
record Poll(
    JobRequest request,
    Pointers id,
    Pointers status,
    Pointers percent,
    int percentOf,
    Pointers film,
    Optional<TextTemplate> filmPath,
    Map<String, String> refused,
    Cost cost,
    Duration every) {
  private static final int ALMOST = 99;

  /** Reads the member {@code poll}. */
  static Poll read(Fields template, Pointers submitId) {
    Fields fields = template.needObject("poll");
    Pointers id = Pointers.read(fields, "id");
    if (!fields.has("film") && !fields.has("film-path")) {
      fields.missing("film", "either", "film, film-path");
    }
    Poll poll =
        new Poll(
            JobRequest.read(fields, Method.GET),
            id.isEmpty() ? submitId : id,
            Pointers.need(fields, "status"),
            Pointers.read(fields, "percent"),
            fields.whole("percent-of", 1, 100, 100),
            Pointers.read(fields, "film"),
            JobRequest.path(fields, "film-path", List.of("ticket"), "/videos/{{ticket}}/content"),
            refused(fields),
            Template.cost(fields),
            fields.pause("every", Duration.ofSeconds(5)));
    fields.end();
    return poll;
  }

  /** The word for the job's state, or the HTTP status in a word's place. */
  String word(VendorAnswer answer) {
    return status.text(answer).orElse("HTTP " + answer.status());
  }

  /** 0 to 99, whatever the vendor says; empty if it says nothing sensible. */
  OptionalInt percent(VendorAnswer answer) {
    Optional<String> written = percent.text(answer).map(text -> text.replace("%", "").strip());
    if (written.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      double share = Double.parseDouble(written.get()) * 100 / percentOf;
      return Double.isNaN(share)
          ? OptionalInt.empty()
          : OptionalInt.of((int) Math.clamp(share, 0, ALMOST));
    } catch (NumberFormatException _) {
      return OptionalInt.empty();
    }
  }

  boolean isRefused(VendorAnswer answer) {
    return refused.entrySet().stream()
        .anyMatch(entry ->
            new Pointers(List.of(entry.getKey()))
                .text(answer)
                .filter(entry.getValue()::equalsIgnoreCase)
                .isPresent());
  }

  private static Map<String, String> refused(Fields fields) {
    Map<String, String> refused = new LinkedHashMap<>();
    fields
        .object("refused")
        .ifPresent(members ->
            members
                .plainMembers("text")
                .forEach((pointer, value) -> {
                  if (Pointers.isPointer(pointer)) {
                    refused.put(pointer, value.asString());
                  } else {
                    members.wrongValue(pointer, pointer, "pointer");
                  }
                }));
    return refused;
  }
}
