package dev.afterglow.batches;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.afterglow.batches.LineRequests.Written;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * Writes down how each line has ended, films into one file and everything else into another, and
 * ends the batch. A crash before its end leaves files without rows, and it is done once more.
 */
final class Finalize {
  private static final int READ_AT_ONCE = 500;

  private final BatchStore store;
  private final FileStore files;
  private final LineRequests requests;

  Finalize(BatchStore store, FileStore files, LineRequests requests) {
    this.store = store;
    this.files = files;
    this.requests = requests;
  }

  /** Ends a batch none of whose lines waits or is being made. */
  void take(Batch batch) throws IOException {
    FileDraft output = files.own(batch.ownerId());
    FileDraft errors = files.own(batch.ownerId());
    try {
      Ends ends = write(batch, output, errors);
      end(batch, ends, output, errors);
    } finally {
      files.discard(output);
      files.discard(errors);
    }
  }

  /** How many lines have ended how. */
  private record Ends(int completed, int failed, boolean expired) {}

  private Ends write(Batch batch, FileDraft output, FileDraft errors) throws IOException {
    int completed = 0;
    int failed = 0;
    boolean expired = false;
    try (OutputStream good = new BufferedOutputStream(Files.newOutputStream(output.place()));
        OutputStream bad = new BufferedOutputStream(Files.newOutputStream(errors.place()))) {
      List<BatchLine> lines = store.linesAfter(batch, 0, READ_AT_ONCE);
      while (!lines.isEmpty()) {
        for (BatchLine line : lines) {
          Written written = requests.write(batch, line);
          (written.succeeded() ? good : bad).write((written.json() + "\n").getBytes(UTF_8));
          completed += written.succeeded() ? 1 : 0;
          failed += written.succeeded() ? 0 : 1;
          expired |= line.state() == BatchLine.State.EXPIRED;
        }
        lines = store.linesAfter(batch, lines.getLast().number(), READ_AT_ONCE);
      }
    }
    return new Ends(completed, failed, expired);
  }

  private void end(Batch batch, Ends ends, FileDraft output, FileDraft errors) throws IOException {
    Optional<StoredFile> good = Optional.empty();
    Optional<StoredFile> bad = Optional.empty();
    boolean ended = false;
    try {
      good = files.placeOwn(output, batch.id() + "_output.jsonl", batch.outputLife());
      bad = files.placeOwn(errors, batch.id() + "_error.jsonl", batch.outputLife());
      ended =
          store.end(
              batch,
              how(batch, ends),
              new Batch.Counts(ends.completed + ends.failed, ends.completed, ends.failed),
              good,
              bad);
    } finally {
      if (!ended) {
        takeBack(good);
        takeBack(bad);
      }
    }
  }

  private void takeBack(Optional<StoredFile> placed) throws IOException {
    if (placed.isPresent() && !files.isThere(placed.get())) {
      files.remove(placed.get());
    }
  }

  private static BatchStatus how(Batch batch, Ends ends) {
    if (batch.status() == BatchStatus.CANCELLING) {
      return BatchStatus.CANCELLED;
    }
    return ends.expired ? BatchStatus.EXPIRED : BatchStatus.COMPLETED;
  }
}
