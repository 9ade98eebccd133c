package dev.afterglow.tasks;

import dev.afterglow.engines.Model;
import dev.afterglow.engines.Picture;
import dev.afterglow.engines.Shape;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A film that a client asks for, as every dialect says it after its own checks.
 *
 * @param prompt 1 to {@value #LONGEST_PROMPT} code points, not only white space
 * @param picture the film's first frame, checked and bounded
 * @param seed the client's choice, or empty for a random one
 */
public record GenerateRequest(
    Model model, String prompt, Shape shape, Optional<Picture> picture, OptionalLong seed) {
  /** The longest prompt in Unicode code points. */
  public static final int LONGEST_PROMPT = 32_000;

  public GenerateRequest {
    if (prompt.isBlank()) {
      throw new IllegalArgumentException("prompt: blank (expected: some text)");
    }
    int length = prompt.codePointCount(0, prompt.length());
    if (length > LONGEST_PROMPT) {
      throw new IllegalArgumentException(
          "prompt: " + length + " code points (expected: at most " + LONGEST_PROMPT + ")");
    }
    if (!model.resolutions().contains(shape.resolution())) {
      throw new IllegalArgumentException(
          "resolution: " + shape.resolution().id() + " (not made by " + model.id() + ")");
    }
  }
}
