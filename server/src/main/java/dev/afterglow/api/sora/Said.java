package dev.afterglow.api.sora;

import dev.afterglow.http.ApiError;
import dev.afterglow.text.Printable;
import java.util.List;
import java.util.Optional;

/**
 * What one member of a body says.
 *
 * @param member its name, or its place within the body
 * @param shown its value as a message shows it
 * @param value what is meant by it
 */
public record Said<T>(String member, String shown, T value) {
  /** What the same member says about something else. */
  public <S> Said<S> as(S other) {
    return new Said<>(member, shown, other);
  }

  /**
   * The one thing that several members say.
   *
   * @return the first of them; empty if there are none
   * @throws ApiError 400 naming two that disagree
   */
  public static <T> Optional<Said<T>> agreed(List<Said<T>> said) {
    Optional<Said<T>> first = said.stream().findFirst();
    for (Said<T> other : said) {
      Said<T> one = first.orElseThrow();
      if (!other.value.equals(one.value)) {
        throw ApiError.invalid(
            "member.disagree",
            one.member,
            Printable.of(one.shown),
            other.member,
            Printable.of(other.shown));
      }
    }
    return first;
  }
}
