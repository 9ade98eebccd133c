package dev.afterglow.tasks;

import dev.afterglow.sql.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that accepts three tasks and works on them until it dies, without any farewell, at the
 * point it is told. It prints the id of every task it has accepted.
 */
final class CrashingProcess {
  static final int DEAD = 137;

  /** The point in the middle of a fetch, which is the engine's and no checkpoint of ours. */
  static final String MID_DOWNLOAD = "MID_DOWNLOAD";

  private CrashingProcess() {}

  /**
   * @param args the data folder, the engine's kind, the point, and how often it is passed before
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    String point = args[2];
    var left = new AtomicInteger(Integer.parseInt(args[3]));
    Runnable reached =
        () -> {
          if (left.getAndDecrement() == 0) {
            Runtime.getRuntime().halt(DEAD);
          }
        };
    var engine =
        new FolderEngine(
            folder.resolve("engine"),
            FolderEngine.Kind.valueOf(args[1]),
            () -> {
              if (point.equals(MID_DOWNLOAD)) {
                reached.run();
              }
            });
    var world = new World(folder, Database.sqlite(folder.resolve("afterglow.db")), engine);
    world.checkpoints =
        checkpoint -> {
          if (checkpoint.name().equals(point)) {
            reached.run();
          }
        };
    world.start();
    world.credit("ann", 10 * World.PRICE);
    for (int i = 0; i < 3; i++) {
      System.out.println(world.acceptedWithPicture("ann").id());
    }
    world.finish();
    System.out.println("survived");
  }
}
