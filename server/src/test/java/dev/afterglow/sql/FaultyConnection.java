package dev.afterglow.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * A real connection that fails where it is told to: at a chosen run of a statement, or at a commit,
 * before or after it took effect.
 */
final class FaultyConnection implements InvocationHandler {
  /** What goes wrong with a commit. */
  enum Commit {
    WORKS,
    FAILS,
    SUCCEEDS_AND_THROWS
  }

  private final Connection real;
  private final Set<Integer> failing = new HashSet<>();
  private Commit commit = Commit.WORKS;
  private int runs;

  FaultyConnection(Connection real) {
    this.real = real;
  }

  Connection connection() {
    return (Connection)
        Proxy.newProxyInstance(
            FaultyConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
  }

  /** The n-th statement from now on fails; the first is 1. */
  void failAt(int n) {
    failing.add(runs + n);
  }

  /** What goes wrong with the next commit. */
  void nextCommit(Commit fault) {
    commit = fault;
  }

  /** How many statements have been run. */
  int runs() {
    return runs;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    Object answer = call(real, method, arguments);
    return answer instanceof PreparedStatement statement
        ? statement(statement, (String) arguments[0])
        : answer;
  }

  private Object statement(PreparedStatement statement, String sql) {
    return Proxy.newProxyInstance(
        FaultyConnection.class.getClassLoader(),
        new Class<?>[] {PreparedStatement.class},
        (_, method, arguments) ->
            method.getName().startsWith("execute")
                ? execute(sql, statement, method, arguments)
                : call(statement, method, arguments));
  }

  private Object execute(String sql, PreparedStatement statement, Method method, Object[] arguments)
      throws Throwable {
    if (failing.contains(++runs)) {
      throw new SQLException("disk full, says the test");
    }
    Commit fault = sql.equals("commit") ? commit : Commit.WORKS;
    if (fault != Commit.WORKS) {
      commit = Commit.WORKS;
    }
    if (fault == Commit.FAILS) {
      throw new SQLException("no commit, says the test");
    }
    Object answer = call(statement, method, arguments);
    if (fault == Commit.SUCCEEDS_AND_THROWS) {
      throw new SQLException("connection lost after the commit, says the test");
    }
    return answer;
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
