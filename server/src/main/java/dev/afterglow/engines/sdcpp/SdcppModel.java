package dev.afterglow.engines.sdcpp;

import dev.afterglow.remote.templates.Descriptions;
import dev.afterglow.remote.templates.ModelFile;
import java.util.List;

/** A model that the server was started with: the order it takes and what it makes. */
public record SdcppModel(ModelFile file) {
  /** The models that there are files of. */
  public static final Descriptions<SdcppModel> MODELS =
      new Descriptions<>(
          SdcppModel.class,
          ".json",
          List.of("wan-2.2", "ltx-2.3", "minimax-h3"),
          file -> new SdcppModel(ModelFile.read(file)));
}
