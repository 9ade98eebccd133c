package dev.afterglow.tasks.store;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.TaskIds;
import java.util.List;
import java.util.Locale;

/**
 * Looks for tasks by words of their prompts, among an owner's newest {@value #REACH}: prompts have
 * no index, and no search may read a whole history.
 */
public final class PromptSearch {
  private static final int REACH = 5000;

  private final Database database;

  public PromptSearch(Database database) {
    this.database = database;
  }

  /**
   * The ids of an owner's tasks whose prompt holds a text, or whose id it is, newest first.
   *
   * @param text taken as it is: nothing in it stands for other characters
   * @param after only older tasks than this one; empty text for the newest
   */
  public List<String> find(String ownerId, String text, String after, int limit) {
    String literal = text.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1");
    return database.report(tx ->
        Statements.all(
            tx,
            row -> row.getString(1),
            "select id from (select id, prompt from task where owner_id = ? and id < ?"
                + TaskReads.NOT_DELETED
                + " order by id desc limit ?) as newest"
                + " where lower(prompt) like ? escape '!' or id = ? order by id desc limit ?",
            ownerId,
            after.isEmpty() ? TaskIds.BEYOND : after,
            REACH,
            "%" + literal + "%",
            text,
            limit));
  }
}
