package dev.afterglow.tasks;

/** What became of a client's text: a {@link Prompt}, or what is wrong with it. */
public sealed interface PromptReading permits Prompt, PromptReading.Fault {
  /** Why a text is no prompt. */
  enum Fault implements PromptReading {
    /** Nothing in it is visible. */
    BLANK,
    /** More than {@value Prompt#LONGEST} code points. */
    TOO_LONG,
    /** It holds a NUL or half of a character. */
    UNWRITABLE
  }
}
