package dev.afterglow.tasks.store;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What engines said of attempts that came to nothing, or of which nobody knows what came: for the
 * operator, and never for a client. The last word of an attempt counts.
 */
public final class AttemptWords {
  private static final int LONGEST = 500;

  private final Database database;

  AttemptWords(Database database) {
    this.database = database;
  }

  private record Word(int seq, String said) {}

  /** Writes down what was said of an attempt; nothing, if nothing was. */
  public void say(String ownerId, String taskId, int seq, String words) {
    String line = words.replaceAll("\\p{Cntrl}+", " ").strip();
    if (line.isEmpty()) {
      return;
    }
    String said = line.codePointCount(0, line.length()) > LONGEST ? shortened(line) : line;
    database.write(tx ->
        Statements.change(
            tx,
            "insert into attempt_word (owner_id, task_id, seq, said) values (?, ?, ?, ?)"
                + " on conflict (owner_id, task_id, seq) do update set said = excluded.said",
            ownerId,
            taskId,
            seq,
            said));
  }

  private static String shortened(String line) {
    return line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  /** What was said of a task's attempts, by their numbers. */
  public Map<Integer, String> of(String ownerId, String taskId) {
    List<Word> words =
        database.read(tx ->
            Statements.all(
                tx,
                row -> new Word(row.getInt(1), row.getString(2)),
                "select seq, said from attempt_word where owner_id = ? and task_id = ?"
                    + " order by seq",
                ownerId,
                taskId));
    Map<Integer, String> said = new LinkedHashMap<>();
    words.forEach(word -> said.put(word.seq(), word.said()));
    return said;
  }
}
