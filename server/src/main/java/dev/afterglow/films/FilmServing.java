package dev.afterglow.films;

import dev.afterglow.http.Answer;
import dev.afterglow.http.Exchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers requests for films and their stills: whole or in part, as RFC 9110 has it. */
public final class FilmServing {
  private FilmServing() {}

  /**
   * The answer to a request for what is kept of a task. Closes it in the end.
   *
   * @param name of the file, as a client may save it
   * @param download whether a browser saves it and does not show it
   */
  public static Answer answer(
      Exchange exchange, String taskId, Film kept, Variant variant, String name, boolean download)
      throws IOException {
    Validators validators = Validators.of(taskId, kept);
    Selection selection =
        Conditions.of(field -> joined(exchange.headers(field)))
            .select(!exchange.head(), validators, kept.bytes());
    return answer(kept, FilmResponse.of(validators, kept, selection, name, download), variant);
  }

  /** The lines of one field count as one list (RFC 9110 section 5.3). */
  private static Optional<String> joined(List<String> lines) {
    return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lines));
  }

  private static Answer answer(Film video, FilmResponse film, Variant variant) throws IOException {
    Answer answer;
    if (film.bytes() == 0) {
      video.close();
      answer = Answer.empty(film.status());
    } else {
      answer = Answer.streamed(film.status(), variant.mediaType(), film.bytes(), body(video, film));
    }
    for (Map.Entry<String, String> field : film.headers().entrySet()) {
      answer = answer.with(field.getKey(), field.getValue());
    }
    return answer;
  }

  private static Answer.Body body(Film video, FilmResponse film) {
    return new Answer.Body() {
      @Override
      public void copyTo(OutputStream out) throws IOException {
        video.copy(film.first(), film.bytes(), out);
      }

      @Override
      public void close() throws IOException {
        video.close();
      }
    };
  }
}
