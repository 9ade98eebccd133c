package dev.afterglow.engines.openai;

import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.Model;
import dev.afterglow.net.EngineClient;
import dev.afterglow.net.EngineRequest;
import dev.afterglow.net.Sent;
import dev.afterglow.net.UpstreamAddress;
import dev.afterglow.remote.AnswerRules;
import dev.afterglow.remote.VendorAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The name under which an engine serves its model: the operator's word, or else what {@code GET
 * /models} tells. vllm-omni refuses every other name, and its own is the path it was started with.
 * Asked for when the first job comes, and again after an order that was not accepted.
 */
final class ServedModel {
  private static final Duration DEADLINE = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration UNDECIDED_PAUSE = Duration.ofMinutes(1);
  private static final int MOST_NAMES_SHOWN = 5;

  private final Optional<String> configured;
  private final EngineClient client;
  private final AnswerRules rules;
  private volatile Optional<List<String>> served = Optional.empty();

  ServedModel(Optional<String> configured, EngineClient client, AnswerRules rules) {
    this.configured = configured;
    this.client = client;
    this.rules = rules;
  }

  /** What came of asking for a name. */
  sealed interface Name {
    record Known(String model) implements Name {}

    /** It cannot be told at the moment, so nothing is ordered. */
    record Untold(Submission.Unavailable why) implements Name {}
  }

  /** The engine's name for what stands for a public model. */
  Name of(Model model) {
    if (configured.isPresent()) {
      return new Name.Known(configured.get());
    }
    Optional<List<String>> known = served;
    return known.isPresent() ? chosen(model, known.get()) : ask(model);
  }

  /** The engine may have been started with another model. */
  void forget() {
    served = Optional.empty();
  }

  private Name ask(Model model) {
    EngineRequest request = EngineRequest.get(UpstreamAddress.path("/models")).within(DEADLINE);
    return switch (client.send(request)) {
      case Sent.NotSent(String why) -> untold(why, PAUSE);
      case Sent.Unclear(String why) -> untold(why, PAUSE);
      case Sent.Answered answered ->
          read(model, VendorAnswer.of(answered.status(), answered.headers(), answered.body()));
    };
  }

  private Name read(Model model, VendorAnswer answer) {
    if (answer.isSuccess() || isNoSuchList(answer.status())) {
      List<String> names = names(answer.json());
      served = Optional.of(names);
      return chosen(model, names);
    }
    return rules.submission(answer) instanceof Submission.Unavailable unavailable
        ? untold(client.redacted(unavailable.detail()), unavailable)
        : untold(client.redacted("HTTP " + answer.status() + ": " + answer.complaint()), PAUSE);
  }

  /** Servers without such a list take the name for what it is. */
  private static boolean isNoSuchList(int status) {
    return status == 404 || status == 405 || status == 501;
  }

  private static Name chosen(Model model, List<String> names) {
    if (names.isEmpty() || names.contains(model.id())) {
      return new Name.Known(model.id());
    }
    if (names.size() == 1) {
      return new Name.Known(names.getFirst());
    }
    return untold(
        "it serves several models and none is called "
            + model.id()
            + "; set model to one of them: "
            + String.join(", ", names.stream().limit(MOST_NAMES_SHOWN).toList()),
        UNDECIDED_PAUSE);
  }

  private static List<String> names(JsonNode answer) {
    JsonNode list = answer.isArray() ? answer : answer.path("data");
    return list.valueStream()
        .map(entry -> entry.isString() ? entry : entry.path("id"))
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .filter(name -> !name.isBlank())
        .distinct()
        .toList();
  }

  private static Name untold(String why, Duration pause) {
    return new Name.Untold(new Submission.Unavailable(why, pause, Scope.ENGINE));
  }

  private static Name untold(String why, Submission.Unavailable as) {
    return new Name.Untold(new Submission.Unavailable(why, as.retryAfter(), as.scope()));
  }
}
