package dev.afterglow.docs;

import dev.afterglow.text.Language;
import dev.afterglow.text.Messages;
import java.util.EnumMap;
import java.util.Map;

/**
 * The documentation in each language. It is put together when somebody first reads it, which takes
 * some tenths of a second that a server's start does not have to wait for.
 */
final class Shelf {
  private final Messages messages;
  private final Docs.Facts facts;
  private final Map<Language, Library> libraries = new EnumMap<>(Language.class);

  Shelf(Messages messages, Docs.Facts facts) {
    this.messages = messages;
    this.facts = facts;
  }

  synchronized Library in(Language language) {
    return libraries.computeIfAbsent(
        language, it -> Library.of(new Generated(messages.in(it), facts)));
  }
}
