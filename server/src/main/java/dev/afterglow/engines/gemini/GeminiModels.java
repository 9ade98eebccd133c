package dev.afterglow.engines.gemini;

import dev.afterglow.remote.templates.TemplateFile;
import dev.afterglow.remote.templates.TemplateRefused;
import dev.afterglow.remote.templates.VendorModel;
import java.nio.file.Path;
import java.util.List;

/** The Google models whose files are shipped, and those in files of the operator's. */
public final class GeminiModels {
  /** The names of the shipped files; the first one is meant where an operator names none. */
  public static final List<String> SHIPPED =
      List.of("omni-1.2-flash", "veo-3.1", "veo-3.1-fast", "veo-3.1-preview");

  static final String INTERACTIONS = "interactions";
  static final String VEO = "veo";

  private static final List<String> DIALECTS = List.of(INTERACTIONS, VEO);

  private GeminiModels() {}

  /**
   * A model whose file is shipped.
   *
   * @throws TemplateRefused if there is none of this name
   */
  public static VendorModel shipped(String name) throws TemplateRefused {
    return VendorModel.of(
        TemplateFile.shipped(GeminiModels.class, name, ".json", SHIPPED), DIALECTS);
  }

  /**
   * A model in a file of the operator's.
   *
   * @throws TemplateRefused with everything that is wrong with it
   */
  public static VendorModel read(Path file) throws TemplateRefused {
    return VendorModel.of(TemplateFile.read(file), DIALECTS);
  }
}
