package dev.afterglow.engines.kling;

import dev.afterglow.remote.templates.TemplateFile;
import dev.afterglow.remote.templates.TemplateRefused;
import dev.afterglow.remote.templates.VendorModel;
import java.nio.file.Path;
import java.util.List;

/** The Kling models whose files are shipped, and those in files of the operator's. */
public final class KlingModels {
  /** The names of the shipped files; the first one is meant where an operator names none. */
  public static final List<String> SHIPPED =
      List.of(
          "kling-4.0", "kling-4.0-flash", "kling-3.0", "kling-3.0-turbo", "kling-v3", "kling-v2.6");

  private static final List<String> DIALECTS = List.of(KlingProtocol.TASKS, KlingProtocol.CLASSIC);

  private KlingModels() {}

  /**
   * A model whose file is shipped.
   *
   * @throws TemplateRefused if there is none of this name
   */
  public static VendorModel shipped(String name) throws TemplateRefused {
    return VendorModel.of(
        TemplateFile.shipped(KlingModels.class, name, ".json", SHIPPED), DIALECTS);
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
