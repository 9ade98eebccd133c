package dev.afterglow.engines.fal;

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
import dev.afterglow.remote.JobValues;
import dev.afterglow.remote.VendorAnswer;
import dev.afterglow.remote.VendorProtocol;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * fal's queue (docs.fal.ai, model endpoints, queue): an order is answered with three addresses, one
 * of which is asked for the state, one for the result once the state is {@code COMPLETED}, which
 * means failed as well as made.
 */
final class FalProtocol implements VendorProtocol {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,200}");
  private static final int LONGEST_ADDRESS = 1000;

  /** Notes of the addresses that fal gave; they leave parts of the model's id out. */
  private static final String STATUS = "status";

  private static final String RESULT = "result";
  private static final String CANCEL = "cancel";

  private final FalModel model;
  private final URI base;
  private final Duration keep;
  private final AnswerRules rules;

  /**
   * @param base where the queue is; addresses of other origins are never asked
   */
  FalProtocol(FalModel model, URI base, Duration keep, AnswerRules rules) {
    this.model = model;
    this.base = base;
    this.keep = keep;
    this.rules = rules;
  }

  @Override
  public Order order(Job job) {
    Optional<FalModel.Input> input = model.input(job);
    if (input.isEmpty()) {
      return unfit(
          "this model makes no films from " + (job.picture().isPresent() ? "pictures" : "text"));
    }
    JobValues values = values(job);
    Optional<String> wordless = model.values().apply(values);
    if (wordless.isPresent()) {
      return unfit("the model's file has no word for " + wordless.get());
    }
    return Order.send(
        EngineRequest.post(
                UpstreamAddress.path("/" + id(input.get(), values)),
                input.get().body().fill(job, values))
            .header(
                "X-Fal-Object-Lifecycle-Preference",
                "{\"expiration_duration_seconds\":" + keep.toSeconds() + "}"));
  }

  @Override
  public Optional<Submission> readOrder(Job job, VendorAnswer answer) {
    if (answer.isSuccess()) {
      // A success without a readable id proves nothing: the rules call it unknown.
      return answer
          .string("/request_id")
          .filter(id -> ID.matcher(id).matches())
          .map(id -> new Submission.Accepted(ticket(job, id, answer).written()));
    }
    FalError error = FalError.of(answer);
    boolean refused = answer.status() >= 400 && answer.status() < 500;
    if (refused && error.isContent()) {
      return Optional.of(new Submission.Refused(error.failure(), false));
    }
    return answer.status() == 400 || answer.status() == 422
        ? Optional.of(AnswerRules.refused(error.said()))
        : Optional.empty();
  }

  @Override
  public EngineRequest question(EngineJob job) {
    return EngineRequest.get(address(job, STATUS));
  }

  @Override
  public Optional<EngineRequest> followUp(EngineJob job, VendorAnswer answer) {
    boolean made =
        answer.isSuccess()
            && answer.string("/status").filter("COMPLETED"::equals).isPresent()
            && !isFailed(answer);
    return made ? Optional.of(EngineRequest.get(address(job, RESULT))) : Optional.empty();
  }

  @Override
  public Optional<Progress> readProgress(EngineJob job, VendorAnswer answer) {
    String state = answer.string("/status").orElse("");
    boolean ours = answer.string("/request_id").filter(FilmTicket.of(job).id()::equals).isPresent();
    if (state.equals("COMPLETED") && isFailed(answer) && (ours || answer.isSuccess())) {
      return Optional.of(new Progress.Failed(FalError.of(answer).failure()));
    }
    if (!answer.isSuccess()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (state) {
          case "IN_QUEUE" -> new Progress.Queued(rules.pollInterval());
          case "IN_PROGRESS" -> new Progress.Running(OptionalInt.empty(), rules.pollInterval());
          default -> rules.unreadable(answer, "unknown state \"" + state + "\"");
        });
  }

  @Override
  public Optional<Progress> readFollowUp(EngineJob job, VendorAnswer answer) {
    if (answer.isSuccess()) {
      Optional<String> film = answer.string(model.film()).filter(FilmTicket::isFilm);
      return Optional.of(
          film.isPresent()
              ? new Progress.Done(FilmTicket.of(job).withFilm(film.get()).written())
              : rules.unreadable(answer, "made, but no film at " + model.film()));
    }
    // Only an error with a type is the model's own; others come from what stands in front of it.
    FalError error = FalError.of(answer);
    boolean passing =
        switch (answer.status()) {
          case 401, 402, 403, 404, 408, 409, 410, 429, 502, 503, 504 -> true;
          default -> false;
        };
    boolean own = error.isContent() || (error.type().isPresent() && !passing);
    return own ? Optional.of(new Progress.Failed(error.failure())) : Optional.empty();
  }

  @Override
  public UpstreamAddress film(EngineJob job) {
    return FilmTicket.of(job).filmAddress();
  }

  @Override
  public Optional<EngineRequest> stop(EngineJob job) {
    return Optional.of(EngineRequest.put(address(job, CANCEL), RequestBody.none()));
  }

  @Override
  public Optional<Cancellation> readStop(EngineJob job, VendorAnswer answer) {
    return switch (answer.status()) {
      case 200 -> Optional.of(new Cancellation.Stopped());
      case 400 -> Optional.of(new Cancellation.TooLate());
      default -> Optional.empty();
    };
  }

  private FilmTicket ticket(Job job, String id, VendorAnswer answer) {
    // The state lives under the first two parts of the model's id (observed in fal's own clients).
    String[] parts =
        model.input(job).map(input -> id(input, mapped(job))).orElse("").split("/", -1);
    String own = "/" + parts[0] + "/" + parts[1] + "/requests/" + id;
    return new FilmTicket(
        id,
        Map.of(
            STATUS, given(answer, "/status_url").orElse(own + "/status"),
            RESULT, given(answer, "/response_url").orElse(own),
            CANCEL, given(answer, "/cancel_url").orElse(own + "/cancel")));
  }

  /** An address of fal's, if it is on the origin that we were told to talk to. */
  private Optional<String> given(VendorAnswer answer, String pointer) {
    return answer
        .string(pointer)
        .filter(address -> address.length() <= LONGEST_ADDRESS && isOurs(address));
  }

  private boolean isOurs(String address) {
    try {
      URI uri = new URI(address);
      return base.getScheme().equalsIgnoreCase(uri.getScheme())
          && base.getRawAuthority().equalsIgnoreCase(uri.getRawAuthority());
    } catch (URISyntaxException _) {
      return false;
    }
  }

  /** Where fal said, or where it usually is for a job that only its id is known of. */
  private UpstreamAddress address(EngineJob job, String note) {
    FilmTicket ticket = FilmTicket.of(job);
    return ticket
        .note(note)
        .map(
            kept -> kept.startsWith("/") ? UpstreamAddress.path(kept) : UpstreamAddress.given(kept))
        .orElseGet(() -> usual(ticket.id(), note));
  }

  private UpstreamAddress usual(String id, String note) {
    String own = model.text().or(model::picture).map(input -> input.id().text()).orElse("");
    String[] parts = own.split("/", -1);
    return note.equals(RESULT)
        ? UpstreamAddress.segments(parts[0], parts[1], "requests", id)
        : UpstreamAddress.segments(parts[0], parts[1], "requests", id, note);
  }

  private JobValues values(Job job) {
    return new JobValues(job, "", model.capabilities().framesPerSecond().orElse(24));
  }

  private JobValues mapped(Job job) {
    JobValues values = values(job);
    model.values().apply(values);
    return values;
  }

  private static String id(FalModel.Input input, JobValues values) {
    return input.id().filled(name -> values.of(name).map(JsonNode::asString));
  }

  private static boolean isFailed(VendorAnswer answer) {
    JsonNode error = answer.json().path("error");
    return (!error.isMissingNode() && !error.isNull()) || answer.string("/error_type").isPresent();
  }

  private static Order unfit(String why) {
    return new Order.Unfit(new Failure(Failure.Kind.INVALID_INPUT, why), true);
  }
}
