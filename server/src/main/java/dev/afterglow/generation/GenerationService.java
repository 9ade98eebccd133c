package dev.afterglow.generation;

import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Picture;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.generation.GenerationOutcome.Decided;
import dev.afterglow.generation.GenerationOutcome.ImageRefused;
import dev.afterglow.generation.GenerationOutcome.ModelNotAllowed;
import dev.afterglow.images.ImageOutcome;
import dev.afterglow.images.ImageReference;
import dev.afterglow.images.ReferenceImages;
import dev.afterglow.ledger.HoldOutcome;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.Prices;
import dev.afterglow.routing.Cell;
import dev.afterglow.routing.Router;
import dev.afterglow.tasks.GenerationSpec;
import dev.afterglow.tasks.Idempotency;
import dev.afterglow.tasks.Submitted;
import dev.afterglow.tasks.Tasks;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes tasks of requests for films, for every dialect. What costs least is asked first, and
 * nothing is fetched for somebody who gets no film:
 *
 * <ol>
 *   <li>may the key use the model
 *   <li>is it a repetition under an idempotency key
 *   <li>can any engine make such a film (pure data)
 *   <li>does the owner have the money: a look only where a picture is to be fetched or a film to be
 *       copied, because the transaction that holds the money decides anyway
 *   <li>is the picture sound
 *   <li>submit
 * </ol>
 */
public final class GenerationService {
  private final Tasks tasks;
  private final Router router;
  private final Prices prices;
  private final Ledger ledger;
  private final ReferenceImages images;
  private final InstantSource time;

  /** Generates over these parts. */
  public GenerationService(
      Tasks tasks,
      Router router,
      Prices prices,
      Ledger ledger,
      ReferenceImages images,
      InstantSource time) {
    this.tasks = tasks;
    this.router = router;
    this.prices = prices;
    this.ledger = ledger;
    this.images = images;
    this.time = time;
  }

  /** Asks for a film that is held as its picture is, where it begins with one. */
  public GenerationOutcome generate(
      Principal principal,
      GenerationSpec spec,
      Optional<ImageReference> picture,
      Optional<Idempotency> idempotency) {
    return generate(principal, spec, picture, PictureRule.TURNS_FILM, idempotency);
  }

  /**
   * Asks for a film. When this returns, a task that was accepted is on disk.
   *
   * @param spec without a picture; where a picture turns the film, its orientation says nothing
   * @param picture what the film is to begin with
   * @param idempotency see {@link SpecHash#idempotency}
   */
  public GenerationOutcome generate(
      Principal principal,
      GenerationSpec spec,
      Optional<ImageReference> picture,
      PictureRule rule,
      Optional<Idempotency> idempotency) {
    if (!principal.mayUse(spec.model())) {
      return new ModelNotAllowed(spec.model());
    }
    Optional<Submitted> earlier =
        idempotency.flatMap(key -> tasks.earlier(principal.ownerId(), key));
    if (earlier.isPresent()) {
      return new Decided(earlier.get());
    }
    boolean turns = picture.isPresent() && rule == PictureRule.TURNS_FILM;
    boolean starts = picture.isPresent() || spec.fromPicture();
    if (!isMakeable(spec, starts, turns)) {
      return new Decided(new Submitted.Unsupported(spec.model(), spec.format(), starts));
    }
    if (picture.isPresent()) {
      return withPicture(principal, spec, picture.get(), rule, idempotency);
    }
    // A film to go on from is copied before the transaction decides about the money.
    Optional<HoldOutcome.Refusal> refusal =
        spec.beginning().isPresent() ? refusal(principal, spec) : Optional.empty();
    return refusal.isPresent()
        ? new Decided(new Submitted.Refused(refusal.get()))
        : submit(principal, spec, idempotency);
  }

  private GenerationOutcome withPicture(
      Principal principal,
      GenerationSpec spec,
      ImageReference picture,
      PictureRule rule,
      Optional<Idempotency> idempotency) {
    Optional<HoldOutcome.Refusal> refusal = refusal(principal, spec);
    if (refusal.isPresent()) {
      return new Decided(new Submitted.Refused(refusal.get()));
    }
    return images.lend(
        principal.ownerId(),
        picture,
        outcome ->
            switch (outcome) {
              case ImageOutcome.Taken(Picture image) ->
                  submit(principal, spec, image, rule, idempotency);
              case ImageOutcome.Refused(ImageOutcome.Fault fault) -> new ImageRefused(fault);
            });
  }

  private GenerationOutcome submit(
      Principal principal,
      GenerationSpec spec,
      Picture image,
      PictureRule rule,
      Optional<Idempotency> idempotency) {
    return switch (rule) {
      case TURNS_FILM -> submit(principal, spec.withPicture(image), idempotency);
      case FITS_FILM -> submit(principal, spec.withFitted(image), idempotency);
      case MATCHES_FILM ->
          image.width() == spec.format().width() && image.height() == spec.format().height()
              ? submit(principal, spec.withFitted(image), idempotency)
              : new GenerationOutcome.ImageMismatch(image.width(), image.height());
    };
  }

  /**
   * A picture that turns the film decides its orientation, which is not known yet: either will do.
   */
  private boolean isMakeable(GenerationSpec spec, boolean picture, boolean turns) {
    Stream<Orientation> possible =
        turns ? Stream.of(Orientation.values()) : Stream.of(spec.format().orientation());
    return possible
        .map(held -> new VideoFormat(spec.format().resolution(), held, spec.format().seconds()))
        .anyMatch(format -> router.canMake(new Cell(spec.model(), format, picture)));
  }

  private Optional<HoldOutcome.Refusal> refusal(Principal principal, GenerationSpec spec) {
    return ledger.refusal(
        principal.ownerId(), principal.keyId(), spec.priceMicros(prices), time.instant());
  }

  private GenerationOutcome submit(
      Principal principal, GenerationSpec spec, Optional<Idempotency> idempotency) {
    return new Decided(tasks.submit(principal.ownerId(), principal.keyId(), spec, idempotency));
  }
}
