package dev.afterglow.admin;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Why a command was not executed. Nothing changed then. Told in parts, so that the command line can
 * name its own options and speak the operator's language.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Refusal.Unreadable.class, name = "unreadable"),
  @JsonSubTypes.Type(value = Refusal.BadValue.class, name = "bad_value"),
  @JsonSubTypes.Type(value = Refusal.BadAmount.class, name = "bad_amount"),
  @JsonSubTypes.Type(value = Refusal.NotAccepted.class, name = "not_accepted"),
  @JsonSubTypes.Type(value = Refusal.NameTaken.class, name = "name_taken"),
  @JsonSubTypes.Type(value = Refusal.NoSuchOwner.class, name = "no_such_owner"),
  @JsonSubTypes.Type(value = Refusal.NoSuchKey.class, name = "no_such_key"),
  @JsonSubTypes.Type(value = Refusal.NoSuchWebhook.class, name = "no_such_webhook"),
  @JsonSubTypes.Type(value = Refusal.WebhookDisabled.class, name = "webhook_disabled"),
  @JsonSubTypes.Type(value = Refusal.TooManyWebhooks.class, name = "too_many_webhooks"),
  @JsonSubTypes.Type(value = Refusal.NotEnough.class, name = "not_enough"),
  @JsonSubTypes.Type(value = Refusal.ReferenceTaken.class, name = "reference_taken"),
  @JsonSubTypes.Type(value = Refusal.Damaged.class, name = "damaged"),
  @JsonSubTypes.Type(value = Refusal.Busy.class, name = "busy"),
  @JsonSubTypes.Type(value = Refusal.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = Refusal.NoServer.class, name = "no_server"),
})
public sealed interface Refusal extends AdminResult {
  /** Not a command, or fields that do not fit it. */
  record Unreadable() implements Refusal {}

  /**
   * A value that is not accepted.
   *
   * @param field the option or argument of the command line, without dashes
   */
  record BadValue(String field, String value, Accepted accepted) implements Refusal {}

  /**
   * An amount of money that is not accepted.
   *
   * @param lowestMicros below 0 where a negative amount is a debit; then 0 is not accepted
   */
  record BadAmount(String field, long micros, long lowestMicros, long highestMicros)
      implements Refusal {}

  /**
   * A value that only a part of the server knows to be wrong.
   *
   * @param reason that part's own sentence, in English
   */
  record NotAccepted(String reason) implements Refusal {}

  /** Another owner has this name. */
  record NameTaken(String name) implements Refusal {}

  /** No owner of this id or name. */
  record NoSuchOwner(String owner) implements Refusal {}

  /** No key of this id. */
  record NoSuchKey(String key) implements Refusal {}

  /** No webhook endpoint or delivery of this id. */
  record NoSuchWebhook(String id) implements Refusal {}

  /** The endpoint gets no messages, or is no more. */
  record WebhookDisabled(String id) implements Refusal {}

  /** The owner has as many endpoints as may be. */
  record TooManyWebhooks(int most) implements Refusal {}

  /** A debit of more than is available. */
  record NotEnough(long debitMicros, long availableMicros) implements Refusal {}

  /** Another entry has this reference. */
  record ReferenceTaken(String reference) implements Refusal {}

  /** The database is damaged; only a backup helps. */
  record Damaged() implements Refusal {}

  /** The server stops, or has no room for one more request. */
  record Busy() implements Refusal {}

  /** The program failed; its log says how. */
  record Failed() implements Refusal {}

  /** Only a server that runs could do it. */
  record NoServer() implements Refusal {}

  /** The HTTP status that goes with it. */
  default int status() {
    return switch (this) {
      case Unreadable _, BadValue _, BadAmount _, NotAccepted _ -> 400;
      case NoSuchOwner _, NoSuchKey _, NoSuchWebhook _ -> 404;
      case NameTaken _,
          NotEnough _,
          ReferenceTaken _,
          NoServer _,
          WebhookDisabled _,
          TooManyWebhooks _ ->
          409;
      case Damaged _, Failed _ -> 500;
      case Busy _ -> 503;
    };
  }
}
