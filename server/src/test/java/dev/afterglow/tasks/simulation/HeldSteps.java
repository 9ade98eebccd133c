package dev.afterglow.tasks.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;

/** Holds steps back and runs them one by one, in whatever order the seed decides. */
final class HeldSteps implements Executor {
  private final List<Runnable> held = new ArrayList<>();
  private final Random random;
  private boolean holding = true;

  HeldSteps(Random random) {
    this.random = random;
  }

  @Override
  public void execute(Runnable step) {
    if (holding) {
      held.add(step);
    } else {
      step.run();
    }
  }

  /** Runs one of those that are held back, if there is one. */
  void runOne() {
    if (!held.isEmpty()) {
      held.remove(random.nextInt(held.size())).run();
    }
  }

  /** Runs all that are held back, and from now on each at once. */
  void letGo() {
    while (!held.isEmpty()) {
      runOne();
    }
    holding = false;
  }

  /** The process is dead: nobody takes these steps any more. */
  void forget() {
    held.clear();
  }
}
