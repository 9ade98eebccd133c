package dev.afterglow.api;

import dev.afterglow.engines.Model;
import dev.afterglow.generation.GenerationOutcome;
import dev.afterglow.generation.GenerationService;
import dev.afterglow.generation.PictureRule;
import dev.afterglow.generation.Principal;
import dev.afterglow.generation.SpecHash;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Caller;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.Exchange;
import dev.afterglow.images.ImageOutcome;
import dev.afterglow.images.ImageReference;
import dev.afterglow.ledger.HoldOutcome;
import dev.afterglow.ledger.Usd;
import dev.afterglow.tasks.GenerationSpec;
import dev.afterglow.tasks.Idempotency;
import dev.afterglow.tasks.Submitted;
import dev.afterglow.tasks.Task;
import dev.afterglow.text.Argument;
import dev.afterglow.text.Text;
import java.util.Locale;
import java.util.Optional;

/**
 * A request for a film that has its task. Every other outcome is a refusal, in the same words for
 * every dialect.
 *
 * @param replayed whether an earlier request under the same idempotency key made the task
 */
public record AcceptedTask(Task task, boolean replayed) {
  private static final int QUEUE_RETRY_SECONDS = 10;

  /** A picture goes when its task ends. */
  private static final int PICTURES_RETRY_SECONDS = 60;

  /**
   * Asks for a film in the name of a request's caller and under its idempotency key.
   *
   * @param member the member that holds the request's picture, for messages about it
   * @throws ApiError if there is no task
   */
  public static AcceptedTask ask(
      GenerationService generation,
      Exchange exchange,
      GenerationSpec spec,
      Optional<ImageReference> picture,
      PictureRule rule,
      String member) {
    Optional<Idempotency> idempotency =
        IdempotencyKey.of(exchange).map(key -> SpecHash.idempotency(key, spec, picture, rule));
    return of(
        generation.generate(principal(exchange.caller()), spec, picture, rule, idempotency),
        member);
  }

  /** Who asks, in the words of the generation service. */
  public static Principal principal(Caller caller) {
    return new Principal(caller.ownerId(), caller.keyId(), caller.models());
  }

  /**
   * What became of a request.
   *
   * @param picture the member that holds the request's picture, for messages about it
   * @throws ApiError if there is no task
   */
  public static AcceptedTask of(GenerationOutcome outcome, String picture) {
    return switch (outcome) {
      case GenerationOutcome.ModelNotAllowed(Model model) ->
          throw ApiError.forbidden("model.forbidden", model.id()).about("model");
      case GenerationOutcome.ImageRefused(ImageOutcome.Fault fault) ->
          throw refusal(fault, picture);
      case GenerationOutcome.ImageMismatch _ ->
          throw ApiError.invalid("image.mismatch").about(picture);
      case GenerationOutcome.Decided(Submitted submitted) -> of(submitted);
    };
  }

  private static ApiError refusal(ImageOutcome.Fault fault, String place) {
    if (fault == ImageOutcome.Fault.SHARE) {
      return ApiError.tooMany(2, Text.of("image.share"));
    }
    return fault == ImageOutcome.Fault.BUSY
        ? ApiError.of(ErrorKind.UNAVAILABLE, Text.of("image.busy")).retryAfter(2)
        : ApiError.invalid("image." + fault.name().toLowerCase(Locale.ROOT), place).about(place);
  }

  private static AcceptedTask of(Submitted submitted) {
    return switch (submitted) {
      case Submitted.Accepted(Task task) -> new AcceptedTask(task, false);
      case Submitted.Replayed(Task task) -> new AcceptedTask(task, true);
      case Submitted.KeyReused _ ->
          throw ApiError.of(ErrorKind.UNPROCESSABLE, Text.of("idempotency.reused"));
      case Submitted.StillRunning _ -> throw ApiError.conflict("idempotency.running").retryAfter(1);
      case Submitted.Refused(HoldOutcome.Refusal refusal) -> throw unpaid(refusal);
      case Submitted.Unsupported none ->
          throw ApiError.invalid(
              none.picture() ? "engine.picture" : "engine.none",
              none.model().id(),
              none.format().resolution().id(),
              none.format().seconds());
      case Submitted.QueueFull(boolean ownersOwn, int bound) ->
          throw ApiError.tooMany(
              QUEUE_RETRY_SECONDS, Text.of(ownersOwn ? "queue.owner" : "queue.server", bound));
      case Submitted.PicturesFull(long bytes, long left, long most) ->
          throw bytes > most
              ? ApiError.of(
                  ErrorKind.TOO_LARGE,
                  Text.of("picture.quota.never", new Argument.Size(most), new Argument.Size(bytes)))
              : ApiError.tooMany(
                  PICTURES_RETRY_SECONDS,
                  Text.of(
                      "picture.quota",
                      new Argument.Size(most),
                      new Argument.Size(left),
                      new Argument.Size(bytes)));
      case Submitted.BeginningGone _ ->
          throw ApiError.of(ErrorKind.GONE, Text.of("beginning.gone")).coded("video_expired");
      case Submitted.NoSpaceForPicture _ ->
          throw ApiError.of(ErrorKind.UNAVAILABLE, Text.of("picture.space"))
              .retryAfter(PICTURES_RETRY_SECONDS);
    };
  }

  private static ApiError unpaid(HoldOutcome.Refusal refusal) {
    return switch (refusal) {
      case HoldOutcome.Insufficient(long price, long available) ->
          ApiError.unpaid("money.short", Usd.shown(price), Usd.shown(available));
      case HoldOutcome.CapReached cap ->
          // To top up, as the kind's sentence says, would not help.
          ApiError.saying(
              ErrorKind.PAYMENT_REQUIRED,
              Text.of(
                  cap.period() == HoldOutcome.Period.DAY ? "money.daily" : "money.total",
                  Usd.shown(cap.capMicros()),
                  Usd.shown(cap.leftMicros()),
                  Usd.shown(cap.priceMicros())));
    };
  }
}
