package dev.afterglow.accounts;

import dev.afterglow.ip.Cidr;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a key is good for, fixed when it is made.
 *
 * @param models the only models it may use; empty allows all
 * @param readOnly whether it may ask but not generate
 * @param networks the only networks it may be used from; empty allows all
 * @param requestsPerMinute its own rate in place of the server's, at least 1
 * @param runningTasks how many of its tasks run at once, at least 1; more wait
 */
public record Scope(
    Set<String> models,
    boolean readOnly,
    List<Cidr> networks,
    OptionalInt requestsPerMinute,
    OptionalInt runningTasks) {
  /** No bounds but its owner's. */
  public static final Scope EVERYTHING =
      new Scope(Set.of(), false, List.of(), OptionalInt.empty(), OptionalInt.empty());

  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9._/-]{1,64}");

  public Scope {
    SortedSet<String> sorted = new TreeSet<>(models);
    sorted.forEach(Scope::checkModel);
    models = Collections.unmodifiableSortedSet(sorted);
    networks = List.copyOf(networks);
    checkPositive("requests per minute", requestsPerMinute);
    checkPositive("running tasks", runningTasks);
  }

  private static void checkModel(String model) {
    if (!MODEL.matcher(model).matches()) {
      throw new IllegalArgumentException(
          "model: '" + model + "' (expected: a name such as sora-2)");
    }
  }

  private static void checkPositive(String what, OptionalInt number) {
    if (number.isPresent() && number.getAsInt() < 1) {
      throw new IllegalArgumentException(
          what + ": " + number.getAsInt() + " (expected: at least 1)");
    }
  }
}
