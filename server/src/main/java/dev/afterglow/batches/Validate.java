package dev.afterglow.batches;

import dev.afterglow.batches.LineRequests.Checked;
import dev.afterglow.batches.LineRequests.Fault;
import dev.afterglow.batches.LineRequests.FileFault;
import dev.afterglow.objects.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Looks through a batch's file and notes where each line is. Nodes that do so at the same moment
 * note the same lines of the same file, and whoever finds all of them noted begins the batch. One
 * faulty line makes the whole batch fail before anything of it is made, as OpenAI did; what is
 * wrong with a film is found out later, line by line.
 */
final class Validate {
  private static final int NOTED_AT_ONCE = 500;
  private static final int MOST_FAULTS = 50;

  private final BatchStore store;
  private final FileStore files;
  private final LineRequests requests;
  private final int mostLines;

  Validate(BatchStore store, FileStore files, LineRequests requests, int mostLines) {
    this.store = store;
    this.files = files;
    this.requests = requests;
    this.mostLines = mostLines;
  }

  void take(Batch batch) throws IOException {
    if (!store.beginAnew(batch)) {
      return; // another node has moved it on, or it was stopped
    }
    Optional<StoredFile> input = files.kept(batch.ownerId(), batch.inputFileId());
    if (input.isEmpty()) {
      fail(batch, List.of(fault(batch, FileFault.GONE, OptionalInt.empty())));
      return;
    }
    Reading reading = new Reading(batch);
    try (StoredObject file = files.read(input.get())) {
      LineReader lines = new LineReader(file);
      Optional<LineReader.Line> line = lines.next();
      while (line.isPresent() && reading.goesOn()) {
        reading.take(line.get());
        line = lines.next();
      }
    }
    reading.end();
  }

  private void fail(Batch batch, List<Fault> faults) {
    store.fail(batch, requests.errors(faults));
  }

  private Fault fault(Batch batch, FileFault fault, OptionalInt line) {
    long most =
        switch (fault) {
          case TOO_MANY_LINES -> mostLines;
          case LINE_TOO_LONG -> LineReader.MOST_BYTES;
          case EMPTY, SAME_CUSTOM_ID, GONE -> 0;
        };
    return requests.fault(fault, line, most, batch.language());
  }

  /** The look through one file. */
  private final class Reading {
    private final Batch batch;
    private final List<Fault> faults = new ArrayList<>();
    private final List<BatchLine> sound = new ArrayList<>();
    private final Set<String> customIds = new HashSet<>();
    private int count;

    /** Whether the batch is not to be validated any more. */
    private boolean overtaken;

    Reading(Batch batch) {
      this.batch = batch;
    }

    boolean goesOn() {
      return !overtaken && faults.size() < MOST_FAULTS && count <= mostLines;
    }

    void take(LineReader.Line line) {
      count++;
      OptionalInt number = OptionalInt.of(line.number());
      if (count > mostLines) {
        faults.add(fault(batch, FileFault.TOO_MANY_LINES, OptionalInt.empty()));
      } else if (line.tooLong()) {
        faults.add(fault(batch, FileFault.LINE_TOO_LONG, number));
      } else {
        switch (requests.check(line.number(), line.content(), batch.language())) {
          case Checked.Faulty(Fault fault) -> faults.add(fault);
          case Checked.Sound(String customId) -> {
            if (customIds.add(customId)) {
              note(line, customId);
            } else {
              faults.add(fault(batch, FileFault.SAME_CUSTOM_ID, number));
            }
          }
        }
      }
    }

    private void note(LineReader.Line line, String customId) {
      sound.add(
          new BatchLine(
              line.number(),
              customId,
              line.position(),
              line.content().length,
              BatchLine.State.WAITING,
              Optional.empty(),
              Optional.empty()));
      if (sound.size() == NOTED_AT_ONCE && faults.isEmpty()) {
        flush();
      }
    }

    private void flush() {
      overtaken |= !store.add(batch, sound);
      sound.clear();
    }

    void end() {
      if (overtaken) {
        return;
      }
      if (count == 0) {
        faults.add(fault(batch, FileFault.EMPTY, OptionalInt.empty()));
      }
      if (faults.isEmpty()) {
        flush();
        store.begin(batch, count); // or another node does
      } else {
        fail(batch, faults);
      }
    }
  }
}
