package dev.afterglow.engines.template;

import dev.afterglow.engines.Engine.Cancellation;
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
import dev.afterglow.remote.BodyTemplate;
import dev.afterglow.remote.FilmTicket;
import dev.afterglow.remote.JobValues;
import dev.afterglow.remote.VendorAnswer;
import dev.afterglow.remote.VendorProtocol;
import java.util.Map;
import java.util.Optional;

/**
 * What a template makes of requests and answers. Where it says nothing, the status decides; where
 * it says something surprising, nothing is believed that could lose money or a film.
 */
final class TemplateProtocol implements VendorProtocol {
  /** The note of a job that started from a picture, since that may be another model. */
  private static final String PICTURE = "picture";

  private final Template template;
  private final Template.Parts parts;
  private final String textModel;
  private final String pictureModel;
  private final AnswerRules rules;

  TemplateProtocol(Template template, TemplateSettings settings, AnswerRules rules) {
    this.template = template;
    this.parts = template.parts();
    this.textModel = settings.textModel(template);
    this.pictureModel = settings.modelForPictures(template);
    this.rules = rules;
  }

  @Override
  public Optional<EngineRequest> upload(Job job) {
    boolean wanted = job.picture().isPresent() && parts.submit().pictureBody().isPresent();
    return wanted
        ? parts.upload().map(upload -> upload.of(job, job.picture().get()))
        : Optional.empty();
  }

  @Override
  public Order order(Job job) {
    return order(job, values(job));
  }

  @Override
  public Order order(Job job, VendorAnswer uploaded) {
    Optional<String> address = parts.upload().flatMap(upload -> upload.url().text(uploaded));
    return address.isPresent()
        ? order(job, values(job).with("image_url", address.get()))
        : new Order.Unfit(
            new Failure(Failure.Kind.BROKEN, "the upload was answered without an address"), true);
  }

  private Order order(Job job, JobValues values) {
    Optional<BodyTemplate> body = parts.submit().body(job);
    if (body.isEmpty()) {
      return unfit("it makes no films from " + (job.picture().isPresent() ? "pictures" : "text"));
    }
    Optional<String> wordless = parts.values().apply(values);
    return wordless.isPresent()
        ? unfit("the template has no word for " + wordless.get())
        : Order.send(parts.submit().of(job, body.get(), values));
  }

  @Override
  public Optional<Submission> readOrder(Job job, VendorAnswer raw) {
    VendorAnswer answer = parts.errors().rightly(raw);
    Optional<String> id = parts.submit().id().text(answer).filter(FilmTicket::isId);
    if (answer.isSuccess() && id.isPresent()) {
      FilmTicket ticket = new FilmTicket(id.get(), Map.of());
      if (job.picture().isPresent()) {
        ticket = ticket.with(PICTURE, "true");
      }
      return Optional.of(
          new Submission.Accepted(ticket.written(), parts.submit().cost().of(answer)));
    }
    String said = parts.errors().said(answer);
    return switch (parts.errors().meaning(answer)) {
      case CONTENT, INPUT -> Optional.of(refused(answer));
      case CREDENTIAL -> Optional.of(rules.noAccess(answer, said));
      case BUSY -> Optional.of(rules.busy(answer, said));
      case UNCLEAR -> Optional.of(new Submission.Unknown(said));
      case OK, LOST, OTHER ->
          Optional.of(
              rules.submission(answer) instanceof Submission.Refused
                  ? refused(answer)
                  : rules.submission(answer));
    };
  }

  @Override
  public EngineRequest question(EngineJob job) {
    FilmTicket ticket = FilmTicket.of(job);
    return parts.poll().request().of(ticket.id(), model(ticket));
  }

  @Override
  public Optional<Progress> readProgress(EngineJob job, VendorAnswer raw) {
    VendorAnswer answer = parts.errors().rightly(raw);
    FilmTicket ticket = FilmTicket.of(job);
    Poll poll = parts.poll();
    if (answer.isSuccess() && poll.isRefused(answer)) {
      return Optional.of(
          failed(answer, new Failure(Failure.Kind.CONTENT_REFUSED, parts.errors().said(answer))));
    }
    Optional<States.State> state = parts.states().of(poll.word(answer));
    if (state.isPresent() && (answer.isSuccess() || speaksOf(ticket, answer))) {
      return Optional.of(progress(ticket, state.get(), answer));
    }
    String said = parts.errors().said(answer);
    return switch (parts.errors().meaning(answer)) {
      case LOST -> Optional.of(new Progress.Lost());
      case CREDENTIAL, BUSY, CONTENT, INPUT, UNCLEAR -> Optional.of(rules.unreadable(answer, said));
      case OK, OTHER ->
          Optional.of(
              answer.isSuccess()
                  ? rules.unreadable(answer, "unknown state: " + poll.word(answer))
                  : rules.progress(answer));
    };
  }

  private Progress progress(FilmTicket ticket, States.State state, VendorAnswer answer) {
    Poll poll = parts.poll();
    return switch (state) {
      case QUEUED -> new Progress.Queued(rules.pollInterval());
      case RUNNING -> new Progress.Running(poll.percent(answer), rules.pollInterval());
      case DONE -> {
        Optional<String> film = poll.film().text(answer).filter(FilmTicket::isFilm);
        yield film.isPresent() || poll.filmPath().isPresent()
            ? new Progress.Done(ticket.withFilm(film).written(), poll.cost().of(answer))
            : rules.unreadable(answer, "made, but no film at " + poll.film().pointers());
      }
      case FAILED -> failed(answer, parts.errors().failure(answer, Failure.Kind.BROKEN));
      case CANCELLED -> failed(answer, new Failure(Failure.Kind.BROKEN, "stopped at the engine"));
    };
  }

  private Progress failed(VendorAnswer answer, Failure failure) {
    return new Progress.Failed(failure, parts.poll().cost().of(answer));
  }

  /** A server error in front of the vendor's API may say "failed" too, but not of which job. */
  private boolean speaksOf(FilmTicket ticket, VendorAnswer answer) {
    return parts.poll().id().text(answer).filter(ticket.id()::equals).isPresent();
  }

  @Override
  public UpstreamAddress film(EngineJob job) {
    FilmTicket ticket = FilmTicket.of(job);
    return ticket.film().isPresent() || parts.poll().filmPath().isEmpty()
        ? ticket.filmAddress()
        : parts.poll().filmPath().get().path(_ -> Optional.of(ticket.id()));
  }

  @Override
  public Optional<EngineRequest> stop(EngineJob job) {
    FilmTicket ticket = FilmTicket.of(job);
    return parts.cancel().map(request -> request.of(ticket.id(), model(ticket)));
  }

  @Override
  public Optional<Cancellation> readStop(EngineJob job, VendorAnswer raw) {
    VendorAnswer answer = parts.errors().rightly(raw);
    // A refusal to stop this job will not change by asking again.
    return Optional.of(
        answer.status() == 400 || answer.status() == 422
            ? new Cancellation.Unsupported()
            : rules.cancellation(answer));
  }

  @Override
  public Optional<EngineRequest> removal(EngineJob job) {
    FilmTicket ticket = FilmTicket.of(job);
    return parts.delete().map(request -> request.of(ticket.id(), model(ticket)));
  }

  @Override
  public Optional<EngineRequest> search(JobKey key) {
    return parts.find().map(find -> parts.poll().request().of(find.id(key), textModel));
  }

  @Override
  public Optional<Found> readSearch(JobKey key, VendorAnswer raw) {
    VendorAnswer answer = parts.errors().rightly(raw);
    return parts
        .find()
        .flatMap(find -> {
          FilmTicket ticket = new FilmTicket(find.id(key), Map.of());
          boolean known =
              parts.poll().status().text(answer).flatMap(parts.states()::of).isPresent();
          if (known && speaksOf(ticket, answer)) {
            return Optional.of(new Found.Here(ticket.written()));
          }
          return parts.errors().isOneOf(answer, find.absent())
              ? Optional.of(new Found.Absent())
              : Optional.empty();
        });
  }

  private Submission refused(VendorAnswer answer) {
    Failure failure = parts.errors().failure(answer, Failure.Kind.INVALID_INPUT);
    return new Submission.Refused(failure, failure.kind() != Failure.Kind.CONTENT_REFUSED);
  }

  private JobValues values(Job job) {
    return new JobValues(
        job,
        job.picture().isPresent() ? pictureModel : textModel,
        template.capabilities().framesPerSecond().orElse(24));
  }

  private String model(FilmTicket ticket) {
    return ticket.note(PICTURE).isPresent() ? pictureModel : textModel;
  }

  private static Order unfit(String why) {
    return new Order.Unfit(new Failure(Failure.Kind.INVALID_INPUT, why), true);
  }
}
