package dev.afterglow;

import dev.afterglow.config.Settings;
import dev.afterglow.generation.GenerationService;
import dev.afterglow.images.ReferenceImages;
import dev.afterglow.images.UploadSweeper;
import dev.afterglow.images.Uploads;
import dev.afterglow.net.GuardedClient;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.net.SystemResolver;
import java.io.IOException;
import java.util.Set;

/** How reference images come in: uploads, and the guarded way to what a client's URL names. */
record Intake(
    Uploads uploads, ReferenceImages images, UploadSweeper sweeper, SystemResolver resolver)
    implements AutoCloseable {
  static Intake open(Foundation base, Settings settings, Environment around) throws IOException {
    Settings.Images allowed = settings.images();
    Uploads uploads =
        Uploads.open(
            base.directory().uploads(),
            around.time(),
            around.random(),
            base.disk(settings.storage()),
            allowed.uploadBytesPerOwner());
    SystemResolver resolver = new SystemResolver();
    OutboundPolicy policy =
        new OutboundPolicy(allowed.allowedNetworks(), Set.copyOf(allowed.allowedPorts()));
    return new Intake(
        uploads,
        new ReferenceImages(new GuardedClient(policy, resolver), uploads),
        UploadSweeper.start(uploads, base.fatal()),
        resolver);
  }

  /** The one way from a request to a task. */
  GenerationService generation(Foundation base, Workshop workshop, Environment around) {
    return new GenerationService(
        workshop.tasks(), workshop.router(), base.prices(), base.ledger(), images, around.time());
  }

  @Override
  public void close() {
    sweeper.close();
    resolver.close();
  }
}
