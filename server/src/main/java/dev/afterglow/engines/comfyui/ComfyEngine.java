package dev.afterglow.engines.comfyui;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.JobKey;
import dev.afterglow.engines.Ticket;
import dev.afterglow.net.EngineClient;
import dev.afterglow.net.EngineRequest;
import dev.afterglow.net.RequestBody;
import dev.afterglow.net.Sent;
import dev.afterglow.net.UpstreamAddress;
import dev.afterglow.remote.AnswerRules;
import dev.afterglow.remote.DelegatingEngine;
import dev.afterglow.remote.FilmTicket;
import dev.afterglow.remote.JobUuid;
import dev.afterglow.remote.PollingEngine;
import dev.afterglow.remote.RemoteSettings;
import dev.afterglow.remote.VendorAnswer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A workflow at a ComfyUI. Stopping and searching take more than one question each, since what can
 * be asked differs between versions of ComfyUI and between jobs that wait and jobs that run.
 */
public final class ComfyEngine extends DelegatingEngine {
  private final EngineClient client;

  private ComfyEngine(PollingEngine polling, EngineClient client) {
    super(polling);
    this.client = client;
  }

  /**
   * An engine for one workflow.
   *
   * @param client closed with the engine
   */
  public static Engine open(
      ComfySettings settings, ComfyWorkflow workflow, EngineClient client, InstantSource time) {
    AnswerRules rules = new AnswerRules(time, settings.pollInterval());
    RemoteSettings remote =
        new RemoteSettings(
            settings.name(),
            settings.grid().over(workflow.file().capabilities()),
            settings.capacity(),
            settings.download());
    return new ComfyEngine(
        new PollingEngine(remote, client, new ComfyProtocol(workflow, rules), rules), client);
  }

  @Override
  public Cancellation cancel(EngineJob job) {
    String id = FilmTicket.of(job).id();
    UpstreamAddress stop = UpstreamAddress.segments("api", "jobs", id, "cancel");
    return switch (client.send(EngineRequest.post(stop, RequestBody.none()))) {
      case Sent.NotSent(String why) -> new Cancellation.Unreadable(why);
      case Sent.Unclear(String why) -> new Cancellation.Unreadable(why);
      case Sent.Answered answered ->
          switch (answered.status()) {
            case 200 ->
                read(answered).json().path("cancelled").asBoolean(false)
                    ? new Cancellation.Asked()
                    : new Cancellation.TooLate();
            case 404, 405 -> cancelAsBefore(id);
            default -> new Cancellation.Unreadable("HTTP " + answered.status());
          };
    };
  }

  /**
   * As versions before 0.26 want it. The oldest stop whatever runs when they are asked to interrupt
   * a job, so only a job that runs is interrupted.
   */
  private Cancellation cancelAsBefore(String id) {
    Optional<ComfyQueue> queue = queue();
    if (queue.isEmpty()) {
      return new Cancellation.Unreadable("the queue cannot be read");
    }
    if (!queue.get().knows(id)) {
      return new Cancellation.TooLate();
    }
    ObjectNode running = JsonNodeFactory.instance.objectNode().put("prompt_id", id);
    EngineRequest request =
        queue.get().isRunning(id)
            ? EngineRequest.post(
                UpstreamAddress.path("/interrupt"),
                RequestBody.json(running.toString().getBytes(StandardCharsets.UTF_8)))
            : EngineRequest.post(UpstreamAddress.path("/queue"), ComfyProtocol.ids("delete", id));
    return client.send(request) instanceof Sent.Answered answered && answered.status() == 200
        ? new Cancellation.Asked()
        : new Cancellation.Unreadable("the request to stop failed");
  }

  /** A restart forgets jobs, and a job that is forgotten costs nothing and makes no film. */
  @Override
  public Found find(JobKey key) {
    String id = JobUuid.of(key.jobId());
    Optional<ComfyQueue> queue = queue();
    if (queue.isEmpty()) {
      return new Found.Unanswerable();
    }
    if (queue.get().knows(id)) {
      return new Found.Here(new Ticket(id));
    }
    if (!(client.send(ComfyProtocol.history(id)) instanceof Sent.Answered answered)) {
      return new Found.Unanswerable();
    }
    VendorAnswer history = read(answered);
    if (!history.isSuccess() || !history.json().isObject()) {
      return new Found.Unanswerable();
    }
    if (ComfyHistory.of(history.json(), id).isPresent()) {
      return new Found.Here(new Ticket(id));
    }
    return history.json().isEmpty() ? new Found.Absent() : new Found.Unanswerable();
  }

  private Optional<ComfyQueue> queue() {
    return client.send(ComfyProtocol.queue()) instanceof Sent.Answered answered
        ? ComfyQueue.of(read(answered))
        : Optional.empty();
  }

  private static VendorAnswer read(Sent.Answered answered) {
    return VendorAnswer.of(answered.status(), answered.headers(), answered.body());
  }
}
