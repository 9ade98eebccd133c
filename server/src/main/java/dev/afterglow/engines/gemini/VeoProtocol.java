package dev.afterglow.engines.gemini;

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
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Veo's long-running operations (docs.cloud.google.com/vertex-ai, "Generate videos"): an operation
 * is asked for until it is done, with a film, with an error, or with the word that every film was
 * filtered. In a project the question is a POST, which costs nothing.
 */
final class VeoProtocol implements GoogleProtocol {
  /** Without a bucket a film of tens of megabytes stands in the answer. */
  private static final int MOST_ANSWER = 64 << 20;

  private static final Pattern OPERATION =
      Pattern.compile(
          "(?:models/[A-Za-z0-9._-]+|projects/[A-Za-z0-9._:-]+/locations/[a-z0-9-]+"
              + "/publishers/google/models/[A-Za-z0-9._-]+)/operations/[A-Za-z0-9._-]+");

  private static final List<String> FILMS =
      List.of(
          "/response/videos/0/gcsUri",
          "/response/generateVideoResponse/generatedSamples/0/video/uri",
          "/response/generatedVideos/0/video/uri");

  private static final List<String> FILMS_INSIDE =
      List.of(
          "/response/videos/0/bytesBase64Encoded",
          "/response/generateVideoResponse/generatedSamples/0/video/bytesBase64Encoded",
          "/response/generatedVideos/0/video/videoBytes");

  private final VendorModel model;
  private final String version;
  private final TextTemplate orders;
  private final AnswerRules rules;
  private final InstantSource time;

  /**
   * @param version the API's, such as {@code v1}
   * @param models the path where the vendor's models are, such as {@code /v1beta/models}
   */
  VeoProtocol(
      VendorModel model, String version, String models, AnswerRules rules, InstantSource time) {
    this.model = model;
    this.version = version;
    this.orders = new TextTemplate(models + "/{{model}}:predictLongRunning");
    this.rules = rules;
    this.time = time;
  }

  @Override
  public Order order(Job job) {
    return model.order(job, orders, request -> request);
  }

  @Override
  public Optional<Submission> readOrder(Job job, VendorAnswer answer) {
    Optional<String> name =
        answer
            .string("/name")
            .filter(FilmTicket::isId)
            .filter(operation -> OPERATION.matcher(operation).matches());
    if (name.isPresent() && answer.isSuccess()) {
      return Optional.of(
          new Submission.Accepted(FilmTicket.of(name.get(), time.instant()).written()));
    }
    JsonNode error = GoogleFaults.in(answer.json());
    return error.isMissingNode()
        ? Optional.empty()
        : Optional.of(GoogleFaults.of(error, "HTTP " + answer.status()).submission(rules, answer));
  }

  @Override
  public EngineRequest question(EngineJob job) {
    String name = FilmTicket.of(job).id();
    if (!name.startsWith("projects/")) {
      return EngineRequest.get(UpstreamAddress.path("/" + version + "/" + name));
    }
    // The model of the operation, which need not be the one that is configured by now.
    String of = name.substring(0, Math.max(0, name.indexOf("/operations/")));
    String body = JsonNodeFactory.instance.objectNode().put("operationName", name).toString();
    return EngineRequest.post(
            UpstreamAddress.path("/" + version + "/" + of + ":fetchPredictOperation"),
            RequestBody.json(body.getBytes(StandardCharsets.UTF_8)))
        .reading(MOST_ANSWER);
  }

  @Override
  public Optional<Progress> readProgress(EngineJob job, VendorAnswer answer) {
    boolean ours = answer.string("/name").filter(FilmTicket.of(job).id()::equals).isPresent();
    if (!answer.isSuccess() && !ours) {
      return Optional.empty();
    }
    if (!answer.json().isObject()) {
      return Optional.of(rules.unreadable(answer, "not an operation"));
    }
    if (!answer.json().path("done").asBoolean(false)) {
      return Optional.of(new Progress.Running(percent(answer), rules.pollInterval()));
    }
    Optional<String> film = film(answer);
    if (film.isPresent()) {
      return Optional.of(new Progress.Done(FilmTicket.of(job).withFilm(film.get()).written()));
    }
    return Optional.of(new Progress.Failed(failure(answer)));
  }

  private static OptionalInt percent(VendorAnswer answer) {
    int percent = answer.json().at("/metadata/progressPercent").asInt(-1);
    return percent >= 0 && percent <= 99 ? OptionalInt.of(percent) : OptionalInt.empty();
  }

  private Optional<String> film(VendorAnswer answer) {
    for (String pointer : FILMS) {
      Optional<String> film = answer.string(pointer).filter(FilmTicket::isFilm);
      if (film.isPresent()) {
        return film;
      }
    }
    return filmInside(answer).map(_ -> INSIDE);
  }

  private static Failure failure(VendorAnswer answer) {
    JsonNode error = GoogleFaults.in(answer.json());
    if (!error.isMissingNode() && !error.isNull()) {
      return GoogleFaults.of(error, "failed").failure();
    }
    List<String> reasons = new ArrayList<>();
    int filtered = 0;
    for (String at : List.of("/response", "/response/generateVideoResponse")) {
      JsonNode response = answer.json().at(at);
      filtered += response.path("raiMediaFilteredCount").asInt(0);
      response.path("raiMediaFilteredReasons").forEach(reason -> reasons.add(reason.asString("")));
    }
    return filtered > 0 || !reasons.isEmpty()
        ? new Failure(Failure.Kind.CONTENT_REFUSED, "filtered: " + String.join("; ", reasons))
        : new Failure(Failure.Kind.BROKEN, "done, but without a film");
  }

  @Override
  public Optional<String> filmInside(VendorAnswer answer) {
    return FILMS_INSIDE.stream().flatMap(at -> answer.string(at).stream()).findFirst();
  }

  @Override
  public UpstreamAddress film(EngineJob job) {
    return FilmTicket.of(job).filmAddress();
  }

  @Override
  public Optional<EngineRequest> removal(EngineJob job) {
    return GeminiFiles.removal(version, FilmTicket.of(job));
  }
}
