package dev.afterglow.engines.template;

import dev.afterglow.engines.Engine;
import dev.afterglow.net.EngineClient;
import dev.afterglow.remote.AnswerRules;
import dev.afterglow.remote.PollingEngine;
import dev.afterglow.remote.RemoteSettings;
import dev.afterglow.remote.templates.Problem;
import dev.afterglow.remote.templates.TemplateRefused;
import java.time.InstantSource;
import java.util.List;

/** Opens engines that are described by a {@link Template}. */
public final class TemplateEngine {
  private TemplateEngine() {}

  /**
   * An engine as the template says.
   *
   * @param client opened for the template's address or the operator's, with {@link
   *     Template#credentials}; closed with the engine
   * @throws TemplateRefused if neither the template nor the operator names a model and it needs one
   */
  public static Engine open(
      TemplateSettings settings, Template template, EngineClient client, InstantSource time)
      throws TemplateRefused {
    if (needsModel(settings, template)) {
      throw new TemplateRefused(
          template.name(),
          List.of(new Problem("model", Problem.Kind.MISSING, "", "model", List.of())));
    }
    AnswerRules rules =
        new AnswerRules(time, settings.pollInterval().orElse(template.parts().poll().every()));
    RemoteSettings remote =
        new RemoteSettings(
            settings.name(),
            settings.grid().over(template.capabilities()),
            settings.capacity(),
            settings.download());
    return new PollingEngine(
        remote, client, new TemplateProtocol(template, settings, rules), rules);
  }

  /** Whether the vendor has to be told a model, and neither settings nor template name one. */
  public static boolean needsModel(TemplateSettings settings, Template template) {
    return template.namesModel() && settings.textModel(template).isEmpty();
  }
}
