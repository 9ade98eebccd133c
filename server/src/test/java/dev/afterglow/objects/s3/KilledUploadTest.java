package dev.afterglow.objects.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed in the middle of an upload, and the next one ends it. */
final class KilledUploadTest {
  @TempDir Path folder;

  @Test
  void theNextProcessEndsTheUploadAndLeavesNothingOfTheFirst() throws Exception {
    CountDownLatch secondPart = new CountDownLatch(1);
    CountDownLatch killed = new CountDownLatch(1);
    try (ScriptedStore server = ScriptedStore.start()) {
      server.next(
          "PART",
          ScriptedStore.first(() -> {}),
          exchange -> {
            exchange.getRequestBody().readNBytes(100_000);
            secondPart.countDown();
            await(killed);
            throw new java.io.IOException("nobody is there any more");
          });
      Process process = UploadingProcess.start(server.endpoint(), folder);
      try {
        assertTrue(secondPart.await(2, TimeUnit.MINUTES), "no second part came");
      } finally {
        process.destroyForcibly().onExit().join();
        killed.countDown();
      }
      assertEquals(1, server.unfinished());
      assertEquals(List.of(), server.keys());

      BucketSettings settings =
          TestBuckets.settings(server.endpoint(), ScriptedStore.BUCKET, "some/prefix/");
      assertTrue(UploadingProcess.keep(settings, folder));
      assertEquals(
          UploadingProcess.BYTES, server.content("some/prefix/" + UploadingProcess.FILM).length);
      assertEquals(0, server.unfinished());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(2, TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
