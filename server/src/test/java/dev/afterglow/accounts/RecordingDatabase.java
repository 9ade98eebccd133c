package dev.afterglow.accounts;

import dev.afterglow.sql.Database;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real database that writes down every text it is given: statements and their values. */
final class RecordingDatabase implements Database {
  private final Database real;
  private final List<String> said = new CopyOnWriteArrayList<>();

  RecordingDatabase(Database real) {
    this.real = real;
  }

  List<String> said() {
    return said;
  }

  @Override
  public <T> T write(Work<T> work) {
    return real.write(tx -> work.run(overheard(Connection.class, tx)));
  }

  @Override
  public <T> T read(Work<T> work) {
    return real.read(tx -> work.run(overheard(Connection.class, tx)));
  }

  @Override
  public void close() {
    real.close();
  }

  private <T> T overheard(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            RecordingDatabase.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> call(target, method, arguments)));
  }

  private Object call(Object target, Method method, Object[] arguments) throws Throwable {
    for (Object argument : arguments == null ? new Object[0] : arguments) {
      if (argument instanceof String text) {
        said.add(text);
      }
    }
    try {
      Object answer = method.invoke(target, arguments);
      return answer instanceof PreparedStatement statement
          ? overheard(PreparedStatement.class, statement)
          : answer;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
