package dev.afterglow.engines.kling;

import dev.afterglow.engines.Engine.Found;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.JobKey;
import dev.afterglow.net.EngineRequest;
import dev.afterglow.net.UpstreamAddress;
import dev.afterglow.remote.AnswerRules;
import dev.afterglow.remote.FilmTicket;
import dev.afterglow.remote.VendorAnswer;
import dev.afterglow.remote.VendorProtocol;
import dev.afterglow.remote.templates.TextTemplate;
import dev.afterglow.remote.templates.VendorModel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Kling's tasks (kling.ai/document-api). Models since 3.0 have the model in the order's path and
 * one place where tasks are asked for; older ones have the model in the body, and a task is asked
 * for below the path of its order.
 */
final class KlingProtocol implements VendorProtocol {
  static final String TASKS = "tasks";
  static final String CLASSIC = "classic";

  private static final String NO_PATH = "/v1/videos/text2video";

  /** The note of the path below which a task is asked for, where there is more than one. */
  private static final String WAY = "way";

  /** How long a task that is not listed may be too young to be seen. */
  private static final Duration NOT_SEEN_YET = Duration.ofMinutes(5);

  private final VendorModel model;
  private final AnswerRules rules;
  private final InstantSource time;

  KlingProtocol(VendorModel model, AnswerRules rules, InstantSource time) {
    this.model = model;
    this.rules = rules;
    this.time = time;
  }

  @Override
  public Order order(Job job) {
    return model.order(job, new TextTemplate(NO_PATH), request -> request);
  }

  @Override
  public Optional<Submission> readOrder(Job job, VendorAnswer answer) {
    Optional<String> id = answer.firstString("/data/id", "/data/task_id").filter(FilmTicket::isId);
    if (id.isPresent() && answer.isSuccess() && KlingFaults.code(answer) <= 0) {
      String way = isClassic() ? model.pathOf(job).orElse(NO_PATH) : "";
      return Optional.of(
          new Submission.Accepted(
              FilmTicket.of(id.get(), time.instant()).with(WAY, way).written()));
    }
    return Optional.of(KlingFaults.of(answer).submission(rules, answer));
  }

  @Override
  public EngineRequest question(EngineJob job) {
    FilmTicket ticket = FilmTicket.of(job);
    return ticket
        .note(WAY)
        .map(way -> below(way, ticket.id()))
        .orElseGet(() -> tasks("task_ids", ticket.id()));
  }

  @Override
  public Optional<Progress> readProgress(EngineJob job, VendorAnswer answer) {
    FilmTicket ticket = FilmTicket.of(job);
    Optional<JsonNode> task = task(answer, ticket.id());
    if (task.isPresent()) {
      return Optional.of(progress(ticket, task.get(), answer));
    }
    if (!answer.isSuccess()) {
      return Optional.empty();
    }
    boolean unknown = KlingFaults.code(answer) == 1203 || isEmptyList(answer);
    if (!unknown) {
      return Optional.of(rules.unreadable(answer, KlingFaults.of(answer).said()));
    }
    Instant seenFrom = ticket.since().plus(NOT_SEEN_YET);
    return Optional.of(
        time.instant().isBefore(seenFrom)
            ? rules.unreadable(answer, "the vendor does not list the task yet")
            : new Progress.Lost());
  }

  private Progress progress(FilmTicket ticket, JsonNode task, VendorAnswer answer) {
    String state = first(task, "/status", "/task_status").orElse("");
    return switch (state) {
      case "submitted" -> new Progress.Queued(rules.pollInterval());
      case "processing" -> new Progress.Running(OptionalInt.empty(), rules.pollInterval());
      case "succeeded", "succeed" ->
          film(task)
              .<Progress>map(film -> new Progress.Done(ticket.withFilm(film).written(), cost(task)))
              .orElseGet(() -> rules.unreadable(answer, "made, but without the film's address"));
      case "failed" -> {
        String why = first(task, "/message", "/task_status_msg").orElse("no reason given");
        yield new Progress.Failed(
            AnswerRules.failure("failed: " + why, Failure.Kind.BROKEN), cost(task));
      }
      default -> rules.unreadable(answer, "unknown state \"" + state + "\"");
    };
  }

  private static Optional<String> film(JsonNode task) {
    for (JsonNode output : task.path("outputs")) {
      if (output.path("type").asString("video").equals("video")) {
        return VendorAnswer.string(output, "/url").filter(FilmTicket::isFilm);
      }
    }
    return VendorAnswer.string(task, "/task_result/videos/0/url").filter(FilmTicket::isFilm);
  }

  /** What was taken from a balance in dollars; units of a package have no price of their own. */
  private static OptionalLong cost(JsonNode task) {
    for (JsonNode billed : task.path("billing")) {
      boolean dollars =
          billed.path("charge_type").asString("").equals("cash")
              && billed.path("currency").asString("").equals("USD");
      double amount = billed.path("amount").asDouble(-1);
      if (dollars && amount >= 0 && amount < 1_000_000) {
        return OptionalLong.of(Math.round(amount * 1_000_000));
      }
    }
    return OptionalLong.empty();
  }

  @Override
  public UpstreamAddress film(EngineJob job) {
    return FilmTicket.of(job).filmAddress();
  }

  @Override
  public List<EngineRequest> searches(JobKey key) {
    if (!model.namesJobs()) {
      return List.of();
    }
    if (!isClassic()) {
      return List.of(tasks("external_task_ids", key.jobId()));
    }
    return Stream.of(model.text(), model.picture())
        .flatMap(Optional::stream)
        .map(input -> input.path().map(TextTemplate::text).orElse(NO_PATH))
        .distinct()
        .map(way -> below(way, key.jobId()))
        .toList();
  }

  /** An id of ours is unique in the account, so a second order of the same is refused there. */
  @Override
  public Optional<Found> readSearch(JobKey key, EngineRequest search, VendorAnswer answer) {
    Optional<JsonNode> task = task(answer, key.jobId());
    Optional<String> id =
        task.flatMap(node -> first(node, "/id", "/task_id")).filter(FilmTicket::isId);
    if (id.isPresent()) {
      FilmTicket ticket = FilmTicket.of(id.get(), key.sentAt()).with(WAY, way(search));
      return Optional.of(new Found.Here(ticket.written()));
    }
    boolean absent =
        KlingFaults.code(answer) == 1203 || (answer.isSuccess() && isEmptyList(answer));
    return absent ? Optional.of(new Found.Absent()) : Optional.empty();
  }

  private String way(EngineRequest search) {
    if (!isClassic()) {
      return "";
    }
    return switch (search.address()) {
      case UpstreamAddress.Path(String literal) -> literal.substring(0, literal.lastIndexOf('/'));
      case UpstreamAddress.Given _ -> NO_PATH;
    };
  }

  /** The task that has an id, the vendor's or ours, whether it stands alone or in a list. */
  private static Optional<JsonNode> task(VendorAnswer answer, String id) {
    JsonNode found = answer.json().path("data");
    JsonNode list = found.path("result").isArray() ? found.path("result") : found;
    for (JsonNode task : list.isArray() ? list.values() : List.of(list)) {
      boolean same =
          Stream.of("/id", "/task_id", "/external_id", "/task_info/external_task_id")
              .anyMatch(at -> VendorAnswer.string(task, at).filter(id::equals).isPresent());
      if (same) {
        return Optional.of(task);
      }
    }
    return Optional.empty();
  }

  private static boolean isEmptyList(VendorAnswer answer) {
    JsonNode found = answer.json().path("data");
    return KlingFaults.code(answer) == 0
        && ((found.isArray() && found.isEmpty()) || answer.json().at("/data/count").asInt(-1) == 0);
  }

  private boolean isClassic() {
    return model.dialect().equals(CLASSIC);
  }

  private static EngineRequest tasks(String parameter, String id) {
    return EngineRequest.get(UpstreamAddress.path("/tasks?" + parameter + "=" + encoded(id)));
  }

  private static EngineRequest below(String way, String id) {
    return EngineRequest.get(UpstreamAddress.path(way + "/" + encoded(id)));
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  private static Optional<String> first(JsonNode node, String... pointers) {
    return Stream.of(pointers).flatMap(at -> VendorAnswer.string(node, at).stream()).findFirst();
  }
}
