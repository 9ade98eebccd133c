package dev.afterglow.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Model;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No statement that tasks cause ever reads a table from end to end, whatever history there is. */
class SqlitePlanTest {
  /** Small by their nature: owners with waiting tasks, the price list, tasks under way. */
  private static final Set<String> SMALL =
      Set.of("SCAN waiting", "SCAN price", "USE TEMP B-TREE FOR GROUP BY");

  @TempDir Path folder;

  @Test
  void everyStatementFindsItsRowsByAnIndex() throws Exception {
    var seen = new TreeSet<String>();
    try (Database database = Database.sqlite(folder.resolve("afterglow.db"))) {
      liveThrough(new World(folder, new Recording(database, seen), new FakeEngine("studio", 1)));
      assertTrue(seen.size() > 30, "statements: " + seen.size());
      List<String> slow = new ArrayList<>();
      for (String sql : seen) {
        for (String step : plan(database, sql)) {
          boolean whole = step.startsWith("SCAN") && !step.contains("task_open");
          boolean sorted = step.contains("TEMP B-TREE");
          if ((whole || sorted) && !SMALL.contains(step)) {
            slow.add(step + " in: " + sql);
          }
        }
      }
      assertEquals(List.of(), slow);
    }
  }

  private static void liveThrough(World world) throws Exception {
    world.credit("ann", 100 * World.PRICE);
    Task first = world.accepted("ann");
    Task second = world.accepted("ann");
    var key = new Idempotency("key", "a".repeat(64));
    world.tasks().submit("ann", "key-ann", World.withPicture(), Optional.of(key));
    assertTrue(world.tasks().ahead(second).isPresent());
    world.tick();
    world.tasks().cancel("ann", first.id());
    world.tasks().cancel("ann", second.id());
    world.finish();
    for (boolean newestFirst : new boolean[] {true, false}) {
      world.tasks().list("ann", query(Optional.empty(), newestFirst));
      world.tasks().list("ann", query(Optional.of(Model.SORA_2), newestFirst));
    }
    world.start();
    world.pass(Duration.ofHours(25));
  }

  private static TaskQuery query(Optional<Model> model, boolean newestFirst) {
    return new TaskQuery(
        model.isPresent() ? Set.of(DisplayStatus.FAILED) : Set.of(),
        model,
        Optional.of(ManualClock.START),
        Optional.empty(),
        Optional.empty(),
        newestFirst,
        10);
  }

  private static List<String> plan(Database database, String sql) {
    if (!sql.startsWith("select") && !sql.startsWith("update") && !sql.startsWith("delete")) {
      return List.of();
    }
    Object[] values = new Object[(int) sql.chars().filter(c -> c == '?').count()];
    return database.read(tx ->
        Statements.all(tx, row -> row.getString("detail"), "explain query plan " + sql, values));
  }

  /** Notes the text of every statement. */
  private record Recording(Database database, Set<String> seen) implements Database {
    @Override
    public <T> T write(Work<T> work) {
      return database.write(tx -> work.run(recorded(tx)));
    }

    @Override
    public <T> T read(Work<T> work) {
      return database.read(tx -> work.run(recorded(tx)));
    }

    @Override
    public void close() {
      database.close();
    }

    private Connection recorded(Connection tx) {
      return (Connection)
          Proxy.newProxyInstance(
              Recording.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (_, method, arguments) -> {
                if (method.getName().equals("prepareStatement")) {
                  seen.add((String) arguments[0]);
                }
                try {
                  return method.invoke(tx, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getTargetException();
                }
              });
    }
  }
}
