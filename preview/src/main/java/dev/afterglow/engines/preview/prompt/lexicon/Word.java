package dev.afterglow.engines.preview.prompt.lexicon;

import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Hue;
import java.util.List;
import java.util.stream.Stream;

/**
 * An entry of the lexicon.
 *
 * @param text as it is matched: folded by {@link Folding}
 * @param plural whether it is an English plural
 */
public record Word(String text, List<Meaning> meanings, boolean plural) {
  public Word {
    meanings = List.copyOf(meanings);
  }

  /** This word with the meanings of another entry for the same text. */
  Word with(Word other) {
    List<Meaning> both =
        Stream.concat(meanings.stream(), other.meanings.stream()).distinct().toList();
    return new Word(text, both, plural || other.plural);
  }

  public boolean means(Class<? extends Meaning> kind) {
    return meanings.stream().anyMatch(kind::isInstance);
  }

  /** The things it names, most important first. */
  public List<Element> things() {
    return meanings.stream()
        .filter(Meaning.Thing.class::isInstance)
        .map(meaning -> ((Meaning.Thing) meaning).element())
        .toList();
  }

  /** The colours it names. */
  public List<Hue> hues() {
    return meanings.stream()
        .filter(Meaning.Colour.class::isInstance)
        .map(meaning -> ((Meaning.Colour) meaning).hue())
        .toList();
  }

  /** How strongly it speaks for a place, 0 for not at all. */
  public double placeWeight() {
    return meanings.stream()
        .filter(Meaning::votesForPlace)
        .mapToDouble(meaning -> ((Meaning.Vote) meaning).weight())
        .max()
        .orElse(0);
  }
}
