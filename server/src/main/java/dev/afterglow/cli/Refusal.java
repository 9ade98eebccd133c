package dev.afterglow.cli;

import dev.afterglow.admin.Answer.Reason;
import dev.afterglow.admin.Answer.Refused;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A refused order as a sentence for whoever gave it.
 *
 * @param command the command that gave it, whose options a wrong value is named by
 */
record Refusal(Refused refused, CommandSpec command) {
  /** Place, value and rule: fewer details are one sentence of the server's. */
  private static final int PARTS = 3;

  String shown(Texts texts) {
    List<String> details = refused.details();
    if (refused.reason() == Reason.BAD_VALUE && details.size() >= PARTS) {
      return wrongValue(details, texts);
    }
    return texts.text(
        "refused." + refused.reason().wire(),
        refused.reason() == Reason.NOT_ENOUGH ? dollars(details) : details);
  }

  private String wrongValue(List<String> details, Texts texts) {
    String rule = details.get(2);
    boolean money = rule.startsWith("usd");
    List<String> bounds = details.subList(PARTS, details.size());
    String value = details.get(1);
    return texts.text(
        "refused.value",
        List.of(
            place(details.getFirst()),
            money ? new Usd(Long.parseLong(value)).toString() : value,
            texts.text("accepted." + rule, money ? dollars(bounds) : bounds)));
  }

  private String place(String name) {
    String option = "--" + name;
    return command.optionsMap().containsKey(option) ? option : name.toUpperCase(Locale.ROOT);
  }

  private static List<String> dollars(List<String> micros) {
    return micros.stream().map(amount -> new Usd(Long.parseLong(amount)).toString()).toList();
  }
}
