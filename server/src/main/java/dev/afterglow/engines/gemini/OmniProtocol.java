package dev.afterglow.engines.gemini;

import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.net.EngineRequest;
import dev.afterglow.net.RequestBody;
import dev.afterglow.net.UpstreamAddress;
import dev.afterglow.remote.AnswerRules;
import dev.afterglow.remote.FilmTicket;
import dev.afterglow.remote.VendorAnswer;
import dev.afterglow.remote.templates.TextTemplate;
import dev.afterglow.remote.templates.VendorModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Omni's interactions in the background (ai.google.dev/gemini-api/docs, "Interactions API"): an
 * interaction is asked for until it has completed; its film is a file that may need a moment more
 * until it is active.
 */
final class OmniProtocol implements GoogleProtocol {
  private static final int MOST_ANSWER = 32 << 20;

  private final VendorModel model;
  private final String version;
  private final String path;
  private final AnswerRules rules;

  /**
   * @param version the API's, such as {@code v1beta}
   * @param path where interactions are, such as {@code /v1beta/interactions}
   */
  OmniProtocol(VendorModel model, String version, String path, AnswerRules rules) {
    this.model = model;
    this.version = version;
    this.path = path;
    this.rules = rules;
  }

  @Override
  public Order order(Job job) {
    // Even an order may be answered with the film, if the vendor was quick.
    return model.order(job, new TextTemplate(path), request -> request.reading(MOST_ANSWER));
  }

  @Override
  public Optional<Submission> readOrder(Job job, VendorAnswer answer) {
    Optional<String> id = answer.string("/id").map(OmniProtocol::last).filter(FilmTicket::isId);
    if (id.isPresent() && answer.isSuccess()) {
      return Optional.of(new Submission.Accepted(rules.accepted(id.get()).written()));
    }
    JsonNode error = GoogleFaults.in(answer.json());
    return error.isMissingNode()
        ? Optional.empty()
        : Optional.of(GoogleFaults.of(error, "HTTP " + answer.status()).submission(rules, answer));
  }

  @Override
  public EngineRequest question(EngineJob job) {
    return EngineRequest.get(interaction(job, "")).reading(MOST_ANSWER);
  }

  @Override
  public Optional<EngineRequest> followUp(EngineJob job, VendorAnswer answer) {
    if (!answer.isSuccess() || !state(answer).equals("completed")) {
      return Optional.empty();
    }
    return VendorAnswer.string(video(answer), "/uri")
        .flatMap(GeminiFiles::id)
        .map(id -> GeminiFiles.state(version, id));
  }

  /** The state of the film's file. */
  @Override
  public Optional<Progress> readFollowUp(EngineJob job, VendorAnswer answer) {
    JsonNode file =
        answer.json().path("file").isObject() ? answer.json().path("file") : answer.json();
    Optional<String> id =
        VendorAnswer.string(file, "/name")
            .or(() -> VendorAnswer.string(file, "/uri"))
            .flatMap(GeminiFiles::id);
    if (!answer.isSuccess() || id.isEmpty()) {
      // The interaction has completed: nothing that is said of its file can lose the job.
      return Optional.of(rules.unreadable(answer, "the film's file: HTTP " + answer.status()));
    }
    return Optional.of(
        switch (file.path("state").asString("ACTIVE")) {
          case "ACTIVE" ->
              new Progress.Done(
                  FilmTicket.of(job).withFilm(GeminiFiles.content(version, id.get())).written());
          case "FAILED" ->
              new Progress.Failed(
                  GoogleFaults.of(file.path("error"), "the film's file failed").failure());
          default -> new Progress.Running(OptionalInt.empty(), rules.pollInterval());
        });
  }

  @Override
  public Optional<Progress> readProgress(EngineJob job, VendorAnswer answer) {
    boolean ours =
        answer
            .string("/id")
            .map(OmniProtocol::last)
            .filter(FilmTicket.of(job).id()::equals)
            .isPresent();
    if (!answer.isSuccess() && !ours) {
      return Optional.empty();
    }
    String state = state(answer);
    return Optional.of(
        switch (state) {
          case "queued", "pending" -> new Progress.Queued(rules.pollInterval());
          case "in_progress" -> new Progress.Running(OptionalInt.empty(), rules.pollInterval());
          case "completed" -> made(job, answer);
          case "failed", "incomplete", "requires_action" ->
              new Progress.Failed(failure(answer, state));
          case "cancelled" ->
              new Progress.Failed(new Failure(Failure.Kind.BROKEN, "cancelled at the vendor"));
          case "budget_exceeded" ->
              new Progress.Failed(new Failure(Failure.Kind.NO_ACCESS, "the budget is exceeded"));
          default -> rules.unknownState(answer, state);
        });
  }

  /** A film that is no file of the Gemini API: in a bucket, elsewhere, or inside of the answer. */
  private Progress made(EngineJob job, VendorAnswer answer) {
    FilmTicket ticket = FilmTicket.of(job);
    Optional<String> uri = VendorAnswer.string(video(answer), "/uri").filter(FilmTicket::isFilm);
    if (uri.isPresent()) {
      return new Progress.Done(ticket.withFilm(uri.get()).written());
    }
    if (filmInside(answer).isPresent()) {
      return new Progress.Done(ticket.withFilm(INSIDE).written());
    }
    // A model that does not want to make a film completes all the same, and says why.
    String words = words(answer);
    return new Progress.Failed(
        words.isEmpty()
            ? new Failure(Failure.Kind.BROKEN, "completed, but without a film")
            : new Failure(Failure.Kind.CONTENT_REFUSED, "completed without a film: " + words));
  }

  private static Failure failure(VendorAnswer answer, String state) {
    JsonNode listed = answer.json().at("/errors/0");
    JsonNode error = listed.isMissingNode() ? GoogleFaults.in(answer.json()) : listed;
    return GoogleFaults.of(error, state).failure();
  }

  @Override
  public Optional<String> filmInside(VendorAnswer answer) {
    return VendorAnswer.string(video(answer), "/data");
  }

  @Override
  public UpstreamAddress film(EngineJob job) {
    String film = FilmTicket.of(job).film().orElse("");
    return film.startsWith("/") ? UpstreamAddress.path(film) : UpstreamAddress.given(film);
  }

  @Override
  public Optional<EngineRequest> stop(EngineJob job) {
    return Optional.of(EngineRequest.post(interaction(job, "/cancel"), RequestBody.none()));
  }

  @Override
  public Optional<Cancellation> readStop(EngineJob job, VendorAnswer answer) {
    if (answer.isSuccess() && state(answer).equals("cancelled")) {
      return Optional.of(new Cancellation.Stopped());
    }
    return answer.status() == 400 ? Optional.of(new Cancellation.TooLate()) : Optional.empty();
  }

  /** The film's file where there is one, and else the interaction, of which it is a part. */
  @Override
  public Optional<EngineRequest> removal(EngineJob job) {
    return GeminiFiles.removal(version, FilmTicket.of(job))
        .or(() -> Optional.of(EngineRequest.delete(interaction(job, ""))));
  }

  private UpstreamAddress interaction(EngineJob job, String behind) {
    UpstreamAddress id = UpstreamAddress.segments(FilmTicket.of(job).id());
    return switch (id) {
      case UpstreamAddress.Path(String literal) -> UpstreamAddress.path(path + literal + behind);
      case UpstreamAddress.Given given -> given;
    };
  }

  /** In a project an id may come with the path it is at. */
  private static String last(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }

  private static String state(VendorAnswer answer) {
    return answer.string("/status").orElse("").toLowerCase(Locale.ROOT);
  }

  private static JsonNode video(VendorAnswer answer) {
    JsonNode alone = answer.json().path("output_video");
    if (alone.isObject()) {
      return alone;
    }
    return contents(answer).stream()
        .filter(content -> content.path("type").asString("").equals("video"))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private static String words(VendorAnswer answer) {
    return contents(answer).stream()
        .filter(content -> content.path("type").asString("").equals("text"))
        .map(content -> content.path("text").asString(""))
        .filter(text -> !text.isBlank())
        .findFirst()
        .or(() -> answer.string("/output_text"))
        .orElse("");
  }

  /** What the model put out; what was put in stands in the same list. */
  private static List<JsonNode> contents(VendorAnswer answer) {
    List<JsonNode> contents = new ArrayList<>();
    for (JsonNode step : answer.json().path("steps")) {
      if (step.path("type").asString("").equals("model_output")) {
        step.path("content").forEach(contents::add);
      }
    }
    answer.json().path("outputs").forEach(contents::add);
    return contents;
  }
}
