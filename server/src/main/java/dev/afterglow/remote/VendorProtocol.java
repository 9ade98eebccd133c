package dev.afterglow.remote;

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
import java.util.List;
import java.util.Optional;

/**
 * How one vendor writes down what {@link dev.afterglow.engines.Engine} asks for: which request, and
 * what an answer means. It does no I/O and keeps no state. Each {@code read} method sees an answer
 * first, whatever its status, since some vendors put a job into the body of an HTTP 500; where it
 * has nothing to say, {@link AnswerRules} decide.
 */
public interface VendorProtocol {
  /**
   * The free request that hands a job's picture over ahead of the order; empty if there is no
   * picture, or if it goes along with the order.
   */
  default Optional<EngineRequest> upload(Job job) {
    return Optional.empty();
  }

  /** What the order of a job comes to whose upload was answered with a success. */
  default Order order(Job job, VendorAnswer uploaded) {
    return order(job);
  }

  /** The request that orders a job: the only one that may cost money. */
  Order order(Job job);

  /** What the answer to an order means; empty to let its status decide. */
  Optional<Submission> readOrder(Job job, VendorAnswer answer);

  /** The request that asks how a job is. */
  EngineRequest question(EngineJob job);

  /** What the answer to a question means; empty to let its status decide. */
  Optional<Progress> readProgress(EngineJob job, VendorAnswer answer);

  /**
   * A second question that an answer leads to, such as the result that lies behind a status; empty
   * if the answer says it all.
   */
  default Optional<EngineRequest> followUp(EngineJob job, VendorAnswer answer) {
    return Optional.empty();
  }

  /** What the answer to a second question means; empty to let its status decide. */
  default Optional<Progress> readFollowUp(EngineJob job, VendorAnswer answer) {
    return Optional.empty();
  }

  /**
   * Where the film of a finished job lies: at the address in its ticket, which is the one of {@link
   * Progress.Done}, unless the vendor has another place.
   */
  default UpstreamAddress film(EngineJob job) {
    return FilmTicket.of(job).filmAddress();
  }

  /** The request that stops a job; empty if the vendor cannot. */
  default Optional<EngineRequest> stop(EngineJob job) {
    return Optional.empty();
  }

  /** What the answer to a stop means; empty to let its status decide. */
  default Optional<Cancellation> readStop(EngineJob job, VendorAnswer answer) {
    return Optional.empty();
  }

  /** Whether the vendor makes one film of an order that reaches it twice. */
  default boolean repeatable() {
    return false;
  }

  /**
   * Whether a stop is sent only after a question that found the job waiting, for vendors to whom
   * the same request means something else later.
   */
  default boolean asksBeforeStopping() {
    return false;
  }

  /** The request that looks for a job by an id of ours; empty if the vendor knows none. */
  default Optional<EngineRequest> search(JobKey key) {
    return Optional.empty();
  }

  /** Every search it takes: the job is absent only if each of them says so. */
  default List<EngineRequest> searches(JobKey key) {
    return search(key).stream().toList();
  }

  /** What the answer to a search means; empty if it says nothing. */
  default Optional<Found> readSearch(JobKey key, VendorAnswer answer) {
    return Optional.empty();
  }

  /** The same, where it matters which of the searches was answered. */
  default Optional<Found> readSearch(JobKey key, EngineRequest search, VendorAnswer answer) {
    return readSearch(key, answer);
  }

  /** The request that deletes the vendor's copy once ours is safe; empty if there is none. */
  default Optional<EngineRequest> removal(EngineJob job) {
    return Optional.empty();
  }

  /** What an order comes to before it is sent. */
  sealed interface Order {
    /** Send this. */
    record Send(EngineRequest request) implements Order {}

    /**
     * This engine cannot be asked for such a job.
     *
     * @param elsewhere whether another engine may try
     */
    record Unfit(Failure failure, boolean elsewhere) implements Order {}

    /** The same, without the record's name. */
    static Order send(EngineRequest request) {
      return new Send(request);
    }
  }
}
