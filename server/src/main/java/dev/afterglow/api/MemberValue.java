package dev.afterglow.api;

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
public record MemberValue<T>(String member, String shown, T value) {
  /** What the same member says about something else. */
  public <S> MemberValue<S> as(S other) {
    return new MemberValue<>(member, shown, other);
  }

  /**
   * The one thing that several members say.
   *
   * @return the first of them; empty if there are none
   * @throws ApiError 400 naming two that disagree
   */
  public static <T> Optional<MemberValue<T>> agreed(List<MemberValue<T>> said) {
    Optional<MemberValue<T>> first = said.stream().findFirst();
    for (MemberValue<T> other : said) {
      MemberValue<T> one = first.orElseThrow();
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
