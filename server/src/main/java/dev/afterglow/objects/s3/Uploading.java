package dev.afterglow.objects.s3;

import dev.afterglow.objects.StoreUnavailable;
import dev.afterglow.objects.Unfinished;
import dev.afterglow.objects.s3.Calls.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Brings files into a bucket: small ones in one request, others in parts, of which one is on its
 * way at a time. An object that must not replace another is fenced by the store itself ({@code
 * If-None-Match: *}), so that of two writers only the first changes anything.
 */
final class Uploading {
  /** What is sent at once, and again if it does not arrive. At least 5 MiB by Amazon's rules. */
  static final long PART_BYTES = 8 << 20;

  private static final System.Logger LOG = System.getLogger(Uploading.class.getName());
  private static final int MOST_PARTS = 9_000;
  private static final int MOST_BEGINNINGS = 3;

  private final S3Client client;
  private final String bucket;
  private final Calls calls;
  private volatile boolean fences = true;

  Uploading(S3Client client, String bucket, Calls calls) {
    this.client = client;
    this.bucket = bucket;
    this.calls = calls;
  }

  /** What came of it. */
  private enum Outcome {
    DONE,
    /** There is such an object already. */
    THERE,
    /** It has to be sent anew. */
    ANEW
  }

  /**
   * Whether the object is this file now, and not one that was there before.
   *
   * @param once whether one that is there stays
   */
  boolean send(String key, String type, Path file, long bytes, boolean once) throws IOException {
    for (int beginning = 0; beginning < MOST_BEGINNINGS; beginning++) {
      Outcome outcome;
      try {
        outcome =
            bytes <= PART_BYTES
                ? whole(key, type, new FilePart(file, 0, bytes), once)
                : inParts(key, type, file, bytes, once);
      } catch (Refused e) {
        outcome = read(e);
      }
      if (outcome != Outcome.ANEW) {
        return outcome == Outcome.DONE;
      }
    }
    throw calls.unavailable("an object could not be sent in " + MOST_BEGINNINGS + " beginnings");
  }

  /** An object without bytes. */
  void empty(String key) throws IOException {
    calls.need(
        "writing a mark",
        () ->
            client.putObject(
                ask -> ask.bucket(bucket).key(key), RequestBody.fromBytes(new byte[0])));
  }

  void abandon(Unfinished begun) throws IOException {
    try {
      calls.make(
          "abandoning an upload",
          () ->
              client.abortMultipartUpload(
                  ask -> ask.bucket(bucket).key(begun.name()).uploadId(begun.id())));
    } catch (Refused e) {
      if (e.status() != 404) {
        throw calls.unavailable("abandoning an upload was refused with " + e.getMessage());
      }
    }
  }

  private Outcome whole(String key, String type, FilePart part, boolean once)
      throws IOException, Refused {
    String md5 = part.md5();
    boolean fenced = once && fences;
    try (FilePart.Content content = part.content()) {
      calls.make(
          "writing an object",
          () ->
              client.putObject(
                  ask -> {
                    ask.bucket(bucket).key(key).contentType(type).contentMD5(md5);
                    if (fenced) {
                      ask.ifNoneMatch("*");
                    }
                  },
                  content.body()));
    }
    return Outcome.DONE;
  }

  private Outcome inParts(String key, String type, Path file, long bytes, boolean once)
      throws IOException, Refused {
    String id =
        calls.make(
            "beginning an upload",
            () ->
                client
                    .createMultipartUpload(ask -> ask.bucket(bucket).key(key).contentType(type))
                    .uploadId());
    boolean done = false;
    try {
      List<CompletedPart> parts = new ArrayList<>();
      long partBytes = Math.max(PART_BYTES, (bytes + MOST_PARTS - 1) / MOST_PARTS);
      for (long at = 0; at < bytes; at += partBytes) {
        FilePart part = new FilePart(file, at, Math.min(partBytes, bytes - at));
        parts.add(part(key, id, parts.size() + 1, part));
      }
      complete(key, id, parts, once && fences);
      done = true;
      return Outcome.DONE;
    } finally {
      if (!done) {
        tryToAbandon(new Unfinished(key, id, Instant.EPOCH));
      }
    }
  }

  private CompletedPart part(String key, String id, int number, FilePart part)
      throws IOException, Refused {
    String md5 = part.md5();
    try (FilePart.Content content = part.content()) {
      String tag =
          calls.make(
              "sending a part",
              () ->
                  client
                      .uploadPart(
                          ask ->
                              ask.bucket(bucket)
                                  .key(key)
                                  .uploadId(id)
                                  .partNumber(number)
                                  .contentMD5(md5),
                          content.body())
                      .eTag());
      return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }
  }

  private void complete(String key, String id, List<CompletedPart> parts, boolean fenced)
      throws IOException, Refused {
    calls.make(
        "ending an upload",
        () ->
            client.completeMultipartUpload(ask -> {
              ask.bucket(bucket).key(key).uploadId(id).multipartUpload(all -> all.parts(parts));
              if (fenced) {
                ask.ifNoneMatch("*");
              }
            }));
  }

  /** What is left of it is swept later. */
  private void tryToAbandon(Unfinished begun) {
    try {
      abandon(begun);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "an upload stays for now", e);
    }
  }

  private Outcome read(Refused refusal) throws StoreUnavailable {
    return switch (refusal.status()) {
      case 412 -> Outcome.THERE;
      // ConditionalRequestConflict, and uploads that somebody has swept.
      case 409, 404 -> Outcome.ANEW;
      case 501 -> {
        if (!fences) {
          throw calls.unavailable("writing an object was refused with " + refusal.getMessage());
        }
        fences = false;
        LOG.log(
            System.Logger.Level.WARNING,
            "the object store does not know If-None-Match: a film is looked for before it is"
                + " written, and nothing else keeps two writers apart");
        yield Outcome.ANEW;
      }
      default ->
          throw calls.unavailable("writing an object was refused with " + refusal.getMessage());
    };
  }
}
