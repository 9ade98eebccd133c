package dev.afterglow.engines.preview.scene;

import java.util.List;
import java.util.Optional;

/**
 * What a film shows: everything that drawing and sound need to know of a prompt.
 *
 * @param subjects what is to be seen, most important first, each element once
 * @param hues the colours that the prompt names for no thing in particular, in its order
 * @param seed decides every random choice of picture and sound
 * @param caption the prompt as one line of text, shortened with an ellipsis; empty for no caption
 */
public record Scene(
    Place place,
    List<Subject> subjects,
    TimeOfDay time,
    Season season,
    Weather weather,
    Mood mood,
    CameraMove camera,
    Pace pace,
    List<Hue> hues,
    Palette palette,
    long seed,
    String caption) {

  public Scene {
    subjects = List.copyOf(subjects);
    hues = List.copyOf(hues);
    if (subjects.stream().map(Subject::element).distinct().count() != subjects.size()) {
      throw new IllegalArgumentException("subjects: an element appears twice in " + subjects);
    }
  }

  /** Whether this element is to be seen. */
  public boolean has(Element element) {
    return subject(element).isPresent();
  }

  /** The subject of this element, where it is to be seen. */
  public Optional<Subject> subject(Element element) {
    return subjects.stream().filter(subject -> subject.element() == element).findFirst();
  }

  /** How many of this element are to be seen, 0 for none. */
  public int count(Element element) {
    return subject(element).map(Subject::count).orElse(0);
  }

  /** Whether the sun is down. */
  public boolean dark() {
    return time == TimeOfDay.NIGHT || time == TimeOfDay.DUSK;
  }
}
