package dev.afterglow.engines.preview.prompt;

import dev.afterglow.engines.preview.prompt.lexicon.Folding;
import dev.afterglow.engines.preview.prompt.lexicon.Lexicon;
import dev.afterglow.engines.preview.scene.Scene;

/** Turns a prompt into a scene. */
public final class SceneReader {
  private SceneReader() {}

  /**
   * Reads a prompt of any length, language and intent; what cannot be pictured becomes an abstract
   * scene in the prompt's colours and mood. Takes time in proportion to the length of the text.
   *
   * @param seed decides what the prompt leaves to chance
   */
  public static Scene read(String prompt, long seed) {
    String folded = Folding.fold(prompt);
    Impression impression = Reading.of(folded, Lexicon.standard());
    return new Inference(impression, folded, seed).scene(Captions.of(prompt));
  }
}
