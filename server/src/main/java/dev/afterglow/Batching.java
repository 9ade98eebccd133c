package dev.afterglow;

import dev.afterglow.accounts.Key;
import dev.afterglow.api.openai.BatchLines;
import dev.afterglow.batches.BatchLimits;
import dev.afterglow.batches.BatchLoop;
import dev.afterglow.batches.BatchService;
import dev.afterglow.batches.BatchWorker;
import dev.afterglow.batches.FileLimits;
import dev.afterglow.batches.FileStore;
import dev.afterglow.config.Settings;
import dev.afterglow.generation.GenerationService;
import dev.afterglow.generation.Principal;
import dev.afterglow.http.Messages;
import dev.afterglow.sql.TimeOrderedIds;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Where batches are worked on: their files, the worker, and the thread it works on. */
record Batching(FileStore files, BatchService service, BatchLoop loop) implements AutoCloseable {
  static Batching open(
      Foundation base,
      Workshop workshop,
      GenerationService generation,
      Messages messages,
      Settings settings,
      Environment around)
      throws IOException {
    TimeOrderedIds ids = new TimeOrderedIds(around.time(), around.random());
    Settings.Files kept = settings.files();
    FileStore files =
        FileStore.open(
            base.database(),
            base.directory().files(),
            base.disk(settings.storage()),
            around.time(),
            ids,
            new FileLimits(kept.largestBytes(), kept.bytesPerOwner(), kept.perOwner()));
    Settings.Batches set = settings.batches();
    BatchLimits limits = new BatchLimits(set.lines(), set.openPerOwner(), set.runningPerOwner());
    BatchWorker worker =
        new BatchWorker(
            base.database(),
            files,
            new BatchLines(
                workshop.tasks(), generation, settings.openAi().fitReference(), messages),
            workshop.tasks(),
            keyId -> holder(base, keyId, around.time()),
            around.time(),
            limits);
    BatchLoop loop = new BatchLoop(worker, around.nanoTime(), base.fatal());
    return new Batching(
        files, new BatchService(base.database(), around.time(), ids, limits, loop::newWork), loop);
  }

  /** Begins to make tasks of lines. */
  void start() {
    loop.start();
  }

  @Override
  public void close() {
    loop.close();
  }

  /** Who holds a key that may still make films. */
  private static Optional<Principal> holder(Foundation base, String keyId, InstantSource time) {
    return base.database()
        .read(tx -> base.accounts().key(tx, keyId))
        .filter(key ->
            key.validAt(time.instant()) && !key.owner().disabled() && !key.scope().readOnly())
        .map(key -> new Principal(key.ownerId(), key.id(), models(key)));
  }

  private static Optional<Set<String>> models(Key key) {
    return Optional.of(key.scope().models()).filter(models -> !models.isEmpty());
  }
}
