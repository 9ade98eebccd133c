package dev.afterglow.api.sora;

import dev.afterglow.api.Making;
import dev.afterglow.films.Links;
import dev.afterglow.tasks.Callback;
import dev.afterglow.tasks.Task;
import dev.afterglow.text.Language;
import dev.afterglow.text.Messages;
import java.util.Map;

/** The message about the end of a task: what the query shows, without its envelope. */
public final class CallbackBody {
  private final TaskView view;
  private final Messages messages;

  /**
   * @param messages with this package's catalogue
   */
  public CallbackBody(Links links, Making making, Messages messages) {
    this.view = new TaskView(links, making);
    this.messages = messages;
  }

  /** The message's members. */
  public Map<String, Object> of(Task task, Callback callback) {
    Language language = callback.language().equals(Language.ZH.code()) ? Language.ZH : Language.EN;
    return view.show(task, callback.baseUrl(), text -> messages.text(language, text));
  }
}
