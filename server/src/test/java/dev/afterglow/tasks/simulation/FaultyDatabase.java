package dev.afterglow.tasks.simulation;

import dev.afterglow.sql.Database;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.IntFunction;

/** A database that fails when it is told to, in each of the ways in which databases fail. */
public final class FaultyDatabase implements Database {
  private final Database database;
  private IntFunction<Fault> plan = _ -> Fault.NONE;
  private int calls;
  private boolean dead;
  private Runnable meanwhile = () -> {};

  /** What happens to a call. */
  public enum Fault {
    NONE,
    /** Refused before anything was done. */
    BEFORE,
    /** The second statement fails; what the first did is rolled back. */
    WITHIN,
    /** Done and on disk, and the answer is lost. */
    AFTER
  }

  /** Without a plan it does not fail. */
  public FaultyDatabase(Database database) {
    this.database = database;
  }

  /** From now on the calls, counted from 0, fail as this says. */
  public void plan(IntFunction<Fault> faults) {
    plan = faults;
    calls = 0;
  }

  /** What other threads do while one waits for the database. */
  void meanwhile(Runnable others) {
    meanwhile = others;
  }

  /** How many calls were made since the last plan. */
  int calls() {
    return calls;
  }

  /** As for a process that has died: nothing is done any more. */
  void die() {
    dead = true;
  }

  /** The same database without the faults, for those who check. */
  Database undisturbed() {
    return database;
  }

  boolean isDead() {
    return dead;
  }

  void revive() {
    dead = false;
  }

  @Override
  public <T> T write(Work<T> work) {
    meanwhile.run();
    T result = written(work);
    meanwhile.run();
    return result;
  }

  private <T> T written(Work<T> work) {
    Fault fault = next();
    return switch (fault) {
      case NONE -> database.write(work);
      case BEFORE -> throw new IllegalStateException("refused, as planned");
      case WITHIN -> database.write(tx -> work.run(failingAtSecond(tx)));
      case AFTER -> {
        database.write(work);
        throw new IllegalStateException("answer lost, as planned");
      }
    };
  }

  @Override
  public <T> T read(Work<T> work) {
    if (next() != Fault.NONE) {
      throw new IllegalStateException("unreadable, as planned");
    }
    T result = database.read(work);
    meanwhile.run();
    return result;
  }

  @Override
  public void close() {
    database.close();
  }

  private Fault next() {
    if (dead) {
      throw new IllegalStateException("the process is dead");
    }
    return plan.apply(calls++);
  }

  private static Connection failingAtSecond(Connection tx) {
    int[] statements = {0};
    return (Connection)
        Proxy.newProxyInstance(
            FaultyDatabase.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (method.getName().equals("prepareStatement") && ++statements[0] == 2) {
                throw new SQLException("the second statement fails, as planned");
              }
              try {
                return method.invoke(tx, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }
}
