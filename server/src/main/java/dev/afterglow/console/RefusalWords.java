package dev.afterglow.console;

import dev.afterglow.admin.Refusal;
import dev.afterglow.pages.Reader;

/** Why an administrative act was refused, for people who look at a page. */
final class RefusalWords {
  private RefusalWords() {}

  static String of(Refusal refusal, Reader reader) {
    return switch (refusal) {
      case Refusal.BadValue bad -> reader.text("console.refused.value", bad.value());
      case Refusal.BadAmount bad -> reader.text("console.refused.value", Dollars.of(bad.micros()));
      case Refusal.NotAccepted _,
          Refusal.Unreadable _,
          Refusal.WebhookDisabled _,
          Refusal.TooManyWebhooks _ ->
          reader.text("console.refused.not-accepted");
      case Refusal.NameTaken(String name) -> reader.text("console.refused.name-taken", name);
      case Refusal.NoSuchOwner _, Refusal.NoSuchKey _, Refusal.NoSuchWebhook _ ->
          reader.text("console.refused.gone");
      case Refusal.NotEnough(_, long available) ->
          reader.text("console.refused.not-enough", Dollars.of(available));
      case Refusal.ReferenceTaken _ -> reader.text("console.refused.reference");
      case Refusal.Damaged _, Refusal.Busy _, Refusal.Failed _, Refusal.NoServer _ ->
          reader.text("console.refused.failed");
    };
  }
}
