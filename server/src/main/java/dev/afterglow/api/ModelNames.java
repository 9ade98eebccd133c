package dev.afterglow.api;

import dev.afterglow.engines.Model;
import dev.afterglow.http.ApiError;
import dev.afterglow.text.Argument;
import dev.afterglow.text.Printable;
import java.util.stream.Stream;

/** The names of models in requests. */
public final class ModelNames {
  /** How the names of xAI's models begin. */
  private static final String XAI = "grok";

  private ModelNames() {}

  /**
   * The model with this wire name, or with a dated one.
   *
   * @throws ApiError 400 naming those there are, and where the name is one of xAI's, which are
   *     asked for at the same path, the member that a picture goes into here
   */
  public static Model model(String name) {
    return Model.named(name)
        .orElseThrow(() ->
            name.startsWith(XAI)
                ? ApiError.invalid("model.xai", Printable.of(name), all())
                : ApiError.invalid("field.value", "model", Printable.of(name), all()));
  }

  /** The wire names of all models, as messages list them. */
  public static Argument.Choice all() {
    return Argument.Choice.of(Stream.of(Model.values()).map(Model::id).toList());
  }
}
