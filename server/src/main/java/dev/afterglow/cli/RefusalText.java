package dev.afterglow.cli;

import dev.afterglow.admin.Accepted;
import dev.afterglow.admin.Refusal;
import dev.afterglow.ledger.Usd;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Words a refusal as a sentence for whoever gave the command.
 *
 * @param command the command that was given, whose options a wrong value is named by
 */
record RefusalText(CommandSpec command, OperatorTexts texts) {
  String of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Unreadable _ -> text("refused.unreadable");
      case Refusal.BadValue(String field, String value, Accepted accepted) ->
          text("refused.value", place(field), value, accepted(accepted));
      case Refusal.BadAmount bad ->
          text("refused.value", place(bad.field()), usd(bad.micros()), amounts(bad));
      case Refusal.NotAccepted(String reason) -> text("refused.not-accepted", reason);
      case Refusal.NameTaken(String name) -> text("refused.name-taken", name);
      case Refusal.NoSuchOwner(String owner) -> text("refused.no-such-owner", owner);
      case Refusal.NoSuchKey(String key) -> text("refused.no-such-key", key);
      case Refusal.NoSuchWebhook(String id) -> text("refused.no-such-webhook", id);
      case Refusal.WebhookDisabled(String id) -> text("refused.webhook-disabled", id);
      case Refusal.TooManyWebhooks(int most) ->
          text("refused.too-many-webhooks", Integer.toString(most));
      case Refusal.NotEnough(long debit, long available) ->
          text("refused.not-enough", usd(debit), usd(available));
      case Refusal.ReferenceTaken(String reference) -> text("refused.reference-taken", reference);
      case Refusal.Damaged _ -> text("refused.damaged");
      case Refusal.Busy _ -> text("refused.busy");
      case Refusal.Failed _ -> text("refused.failed");
      case Refusal.NoServer _ -> text("refused.no-server");
    };
  }

  /** Whether the command line was wrong, rather than the world. */
  static boolean isWrongUsage(Refusal refusal) {
    return switch (refusal) {
      case Refusal.BadValue _, Refusal.BadAmount _, Refusal.NotAccepted _ -> true;
      case Refusal.Unreadable _,
          Refusal.NameTaken _,
          Refusal.NoSuchOwner _,
          Refusal.NoSuchKey _,
          Refusal.NoSuchWebhook _,
          Refusal.WebhookDisabled _,
          Refusal.TooManyWebhooks _,
          Refusal.NotEnough _,
          Refusal.ReferenceTaken _,
          Refusal.Damaged _,
          Refusal.Busy _,
          Refusal.Failed _,
          Refusal.NoServer _ ->
          false;
    };
  }

  private String accepted(Accepted accepted) {
    return switch (accepted) {
      case Accepted.OneOf(List<String> words) -> texts.choice(words);
      case Accepted.Between(long lowest, long highest) ->
          text("accepted.number", Long.toString(lowest), Long.toString(highest));
      case Accepted.Characters(int most) -> text("accepted.text", Integer.toString(most));
      case Accepted.Form(Accepted.Kind kind) ->
          switch (kind) {
            case OWNER_NAME -> text("accepted.owner-name");
            case KEY_NAME -> text("accepted.name");
            case EMAIL -> text("accepted.email");
            case LANGUAGE -> text("accepted.language");
            case NETWORK -> text("accepted.network");
            case REFERENCE -> text("accepted.reference");
            case LATER -> text("accepted.later");
            case DATE -> text("accepted.date");
            case ZONE -> text("accepted.zone");
            case SPAN -> text("accepted.span");
            case WEBHOOK_URL -> text("accepted.webhook-url");
            case TICKET -> text("accepted.ticket");
          };
    };
  }

  private String amounts(Refusal.BadAmount bad) {
    return bad.lowestMicros() < 0
        ? text("accepted.usd-not-zero")
        : text("accepted.usd", usd(bad.lowestMicros()), usd(bad.highestMicros()));
  }

  private String place(String field) {
    String option = "--" + field;
    return command.optionsMap().containsKey(option) ? option : field.toUpperCase(Locale.ROOT);
  }

  private static String usd(long micros) {
    return Usd.shown(micros);
  }

  private String text(String key, String... details) {
    return texts.text(key, List.of(details));
  }
}
