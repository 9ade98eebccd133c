package dev.afterglow.admin;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What a field of a command accepts. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Accepted.OneOf.class, name = "one_of"),
  @JsonSubTypes.Type(value = Accepted.Between.class, name = "between"),
  @JsonSubTypes.Type(value = Accepted.Characters.class, name = "characters"),
  @JsonSubTypes.Type(value = Accepted.Form.class, name = "form"),
})
public sealed interface Accepted {
  /** One of these words. */
  record OneOf(List<String> words) implements Accepted {
    public OneOf {
      words = List.copyOf(words);
    }
  }

  /** A whole number, both ends included. */
  record Between(long lowest, long highest) implements Accepted {}

  /** Text of 1 to so many characters, not all blank. */
  record Characters(int most) implements Accepted {}

  /** Text of a certain form. */
  record Form(Kind kind) implements Accepted {}

  /** The forms of text. */
  enum Kind {
    OWNER_NAME,
    KEY_NAME,
    EMAIL,
    LANGUAGE,
    NETWORK,
    REFERENCE,
    /** A moment that is not over yet. */
    LATER,
    /** A day such as 2026-11-28. */
    DATE,
    /** A time zone by its name. */
    ZONE,
    /** A span of days that is not too long. */
    SPAN,
    /** An address that messages may go to. */
    WEBHOOK_URL,
    /** An engine's own id of a job. */
    TICKET
  }
}
