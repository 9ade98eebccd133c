package dev.afterglow.engines.comfyui;

import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.Picture;
import dev.afterglow.engines.Ticket;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.net.EngineRequest;
import dev.afterglow.net.Multipart;
import dev.afterglow.net.RequestBody;
import dev.afterglow.net.RequestBody.Piece;
import dev.afterglow.net.UpstreamAddress;
import dev.afterglow.remote.AnswerRules;
import dev.afterglow.remote.FilmTicket;
import dev.afterglow.remote.JobUuid;
import dev.afterglow.remote.JobValues;
import dev.afterglow.remote.VendorAnswer;
import dev.afterglow.remote.VendorProtocol;
import dev.afterglow.remote.templates.ModelFile;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * ComfyUI's API (server.py of ComfyUI, observed with 0.3.64 to 0.33): a workflow is queued under an
 * id of ours, stands in the queue until it has ended, and in the history from then on. The queue is
 * asked first and the history second; the other way round a job could end in between and be found
 * in neither.
 */
final class ComfyProtocol implements VendorProtocol {
  private static final String VIEW = "/view";
  private static final int QUEUE_BYTES = 64 << 20;
  private static final Duration MISFIT_PAUSE = Duration.ofMinutes(1);

  /** What is wrong with the workflow or the installation, and not with the job. */
  private static final Set<String> MISFITS =
      Set.of(
          "missing_node_type",
          "invalid_prompt",
          "no_prompt",
          "prompt_no_outputs",
          "invalid_prompt_id",
          "value_not_in_list");

  private final ComfyWorkflow workflow;
  private final AnswerRules rules;

  ComfyProtocol(ComfyWorkflow workflow, AnswerRules rules) {
    this.workflow = workflow;
    this.rules = rules;
  }

  @Override
  public Optional<EngineRequest> upload(Job job) {
    if (job.picture().isEmpty() || workflow.file().picture().isEmpty()) {
      return Optional.empty();
    }
    Picture picture = job.picture().get();
    String id = JobUuid.of(job.id());
    Multipart form = new Multipart(id);
    form.file(
        "image",
        id + ending(picture.format()),
        picture.format().mediaType(),
        Piece.bytes(picture.bytes()));
    form.field("type", "input").field("subfolder", "afterglow").field("overwrite", "true");
    return Optional.of(EngineRequest.post(UpstreamAddress.path("/upload/image"), form.body()));
  }

  @Override
  public Order order(Job job) {
    return order(job, Optional.empty());
  }

  @Override
  public Order order(Job job, VendorAnswer uploaded) {
    Optional<String> name = uploaded.string("/name");
    if (name.isEmpty()) {
      return unfit("the upload was answered without a name");
    }
    String folder = uploaded.string("/subfolder").map(given -> given + "/").orElse("");
    return order(job, Optional.of(folder + name.get()));
  }

  private Order order(Job job, Optional<String> picture) {
    return switch (workflow.file().ask(job)) {
      case ModelFile.Asked.Unfit(String why) -> unfit(why);
      case ModelFile.Asked.With asked -> {
        JobValues values = asked.values();
        picture.ifPresent(name -> values.with("image_url", name));
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        order.put("prompt_id", JobUuid.of(job.id()));
        order.put("client_id", "afterglow");
        order.set("prompt", asked.body().fillPlain(job, values));
        byte[] body = order.toString().getBytes(StandardCharsets.UTF_8);
        yield Order.send(
            EngineRequest.post(UpstreamAddress.path("/prompt"), RequestBody.json(body)));
      }
    };
  }

  @Override
  public Optional<Submission> readOrder(Job job, VendorAnswer answer) {
    String id = JobUuid.of(job.id());
    boolean taken =
        answer.isSuccess() && answer.string("/prompt_id").filter(id::equals).isPresent();
    if (taken || answer.status() == 409) {
      // 409 says that the id is there already. A part of the nodes may have been refused even so;
      // the rest is queued, and its end tells whether it made a film.
      return Optional.of(new Submission.Accepted(new Ticket(id)));
    }
    if (answer.status() != 400) {
      return Optional.empty();
    }
    String said = said(answer);
    return Optional.of(
        isMisfit(answer)
            ? rules.unavailable(answer, said, MISFIT_PAUSE, Scope.ENGINE)
            : AnswerRules.refused(said));
  }

  @Override
  public EngineRequest question(EngineJob job) {
    return queue();
  }

  @Override
  public Optional<EngineRequest> followUp(EngineJob job, VendorAnswer answer) {
    String id = FilmTicket.of(job).id();
    return ComfyQueue.of(answer).filter(queue -> !queue.knows(id)).map(_ -> history(id));
  }

  @Override
  public Optional<Progress> readProgress(EngineJob job, VendorAnswer answer) {
    // Only the queue itself can tell; a 404 is somebody else's.
    Optional<ComfyQueue> queue = ComfyQueue.of(answer);
    if (queue.isEmpty()) {
      return Optional.of(notComfy(answer));
    }
    return Optional.of(
        queue.get().isRunning(FilmTicket.of(job).id())
            ? new Progress.Running(OptionalInt.empty(), rules.pollInterval())
            : new Progress.Queued(rules.pollInterval()));
  }

  @Override
  public Optional<Progress> readFollowUp(EngineJob job, VendorAnswer answer) {
    if (!answer.isSuccess() || !answer.json().isObject()) {
      return Optional.of(notComfy(answer));
    }
    String id = FilmTicket.of(job).id();
    Optional<ComfyHistory> history = ComfyHistory.of(answer.json(), id);
    if (history.isEmpty()) {
      // Restarted, or taken out of the queue: neither leaves a trace.
      return Optional.of(
          answer.json().isEmpty()
              ? new Progress.Lost()
              : rules.unreadable(answer, "a history of other jobs"));
    }
    if (history.get().isFailed()) {
      return Optional.of(new Progress.Failed(history.get().failure()));
    }
    if (!history.get().isMade()) {
      return Optional.of(rules.unreadable(answer, "an unknown status"));
    }
    return Optional.of(
        history
            .get()
            .film()
            .<Progress>map(film -> new Progress.Done(made(job, film)))
            .orElseGet(() -> new Progress.Failed(new Failure(Failure.Kind.BROKEN, "no film"))));
  }

  @Override
  public UpstreamAddress film(EngineJob job) {
    return UpstreamAddress.path(FilmTicket.of(job).film().orElse(VIEW));
  }

  @Override
  public Optional<EngineRequest> removal(EngineJob job) {
    return Optional.of(
        EngineRequest.post(
            UpstreamAddress.path("/history"), ids("delete", FilmTicket.of(job).id())));
  }

  static EngineRequest queue() {
    return EngineRequest.get(UpstreamAddress.path("/queue")).reading(QUEUE_BYTES);
  }

  static EngineRequest history(String id) {
    return EngineRequest.get(UpstreamAddress.segments("history", id)).reading(QUEUE_BYTES);
  }

  /** A body that names one id under a name. */
  static RequestBody ids(String name, String id) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray(name).add(id);
    return RequestBody.json(body.toString().getBytes(StandardCharsets.UTF_8));
  }

  private Progress notComfy(VendorAnswer answer) {
    return rules.unreadable(answer, "HTTP " + answer.status() + ": " + answer.complaint());
  }

  private static Ticket made(EngineJob job, ComfyHistory.Output film) {
    String query = "filename=" + encoded(film.name()) + "&subfolder=" + encoded(film.folder());
    return FilmTicket.of(job).withFilm(VIEW + "?" + query + "&type=output").written();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static boolean isMisfit(VendorAnswer answer) {
    if (answer.string("/error/type").filter(MISFITS::contains).isPresent()) {
      return true;
    }
    for (JsonNode node : answer.json().path("node_errors")) {
      for (JsonNode error : node.path("errors")) {
        if (MISFITS.contains(error.path("type").asString(""))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The first node's complaint says more than the whole's. */
  private static String said(VendorAnswer answer) {
    StringBuilder said = new StringBuilder("HTTP 400: ").append(answer.complaint());
    for (JsonNode node : answer.json().path("node_errors")) {
      JsonNode error = node.path("errors").path(0);
      said.append("; ")
          .append(node.path("class_type").asString(""))
          .append(": ")
          .append(error.path("message").asString(""))
          .append(": ")
          .append(error.path("details").asString(""));
      break;
    }
    return said.toString();
  }

  private static String ending(ImageFormat format) {
    return "." + format.mediaType().substring("image/".length());
  }

  private static Order unfit(String why) {
    return new Order.Unfit(new Failure(Failure.Kind.INVALID_INPUT, why), true);
  }
}
