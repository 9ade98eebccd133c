package dev.afterglow.pages;

import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Dialect;
import dev.afterglow.text.Language;
import java.util.Map;

/** How refusals look on routes for people, where the handler had no chance to show one itself. */
public final class PageDialect implements Dialect {
  private final Pages pages;
  private final Language standard;

  public PageDialect(Pages pages) {
    this(pages, Language.ZH);
  }

  /**
   * @param standard the language of whoever asks for none that we have
   */
  public PageDialect(Pages pages, Language standard) {
    this.pages = pages;
    this.standard = standard;
  }

  @Override
  public Language defaultLanguage() {
    return standard;
  }

  @Override
  public Object errorBody(ApiError error, String message, String requestId) {
    return Map.of("message", message);
  }

  @Override
  public Answer answer(ApiError error, String message, Language language, String requestId) {
    Reader reader = new Reader(language, Theme.SYSTEM, pages.messages());
    return pages.refused(error, pages.plain(reader), requestId);
  }
}
