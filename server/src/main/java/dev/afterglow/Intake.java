package dev.afterglow;

import dev.afterglow.config.Settings;
import dev.afterglow.images.ReferenceImages;
import dev.afterglow.images.UploadSweeper;
import dev.afterglow.images.Uploads;
import dev.afterglow.net.Cidr;
import dev.afterglow.net.GuardedClient;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.net.SystemResolver;
import java.io.IOException;
import java.util.Set;

/** How reference images come in: uploads, and the guarded way to what a client's URL names. */
record Intake(
    Uploads uploads, ReferenceImages images, UploadSweeper sweeper, SystemResolver resolver)
    implements AutoCloseable {
  static Intake open(Foundation base, Settings.Images allowed, Surroundings around)
      throws IOException {
    Uploads uploads = Uploads.open(base.directory().uploads(), around.time(), around.random());
    SystemResolver resolver = new SystemResolver();
    OutboundPolicy policy =
        new OutboundPolicy(
            allowed.allowedNetworks().stream().map(Cidr::parse).toList(),
            Set.copyOf(allowed.allowedPorts()));
    return new Intake(
        uploads,
        new ReferenceImages(new GuardedClient(policy, resolver), uploads),
        UploadSweeper.start(uploads),
        resolver);
  }

  @Override
  public void close() {
    sweeper.close();
    resolver.close();
  }
}
