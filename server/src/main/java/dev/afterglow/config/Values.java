package dev.afterglow.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads given values by key and collects what is wrong with them. */
final class Values {
  private final Map<String, Given> given;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param given by the name of the key, the strongest source for each
   */
  Values(Map<String, Given> given) {
    this.given = given;
  }

  /** The value of a key; its default where nothing, or nothing acceptable, was given. */
  <T> T of(Key<T> key) {
    Given mine = given.get(key.name());
    if (mine == null) {
      return key.read(key.standard());
    }
    try {
      return key.read(mine.value().strip());
    } catch (IllegalArgumentException | ArithmeticException _) {
      problems.add(new Problem.Wrong(mine, key));
      return key.read(key.standard());
    }
  }

  /** Whether what was given for a key is accepted; it is a problem if not. */
  boolean accepts(Key<?> key) {
    Given mine = given.get(key.name());
    if (mine == null) {
      return false;
    }
    try {
      key.read(mine.value().strip());
      return true;
    } catch (IllegalArgumentException | ArithmeticException _) {
      problems.add(new Problem.Wrong(mine, key));
      return false;
    }
  }

  List<Problem> problems() {
    return problems;
  }
}
