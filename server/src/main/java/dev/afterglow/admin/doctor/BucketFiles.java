package dev.afterglow.admin.doctor;

import dev.afterglow.admin.doctor.Finding.Kind;
import dev.afterglow.films.Inventory;
import dev.afterglow.films.ObjectFilmStore;
import dev.afterglow.objects.ObjectFacts;
import dev.afterglow.objects.ObjectStore;
import dev.afterglow.objects.Unfinished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is kept in a store of objects, besides what lies on this machine on its way there. */
public final class BucketFiles implements StoredFiles {
  private static final String NONE = "-";
  private static final String FILES = "files/";

  /** Where films lie in the data directory before they are sent. */
  private static final String STAGING = "videos/staging/";

  /** No upload takes as long, and what is younger may be going on. */
  private static final Duration LONGEST_UPLOAD = Duration.ofHours(1);

  private final ObjectStore objects;
  private final Path staging;
  private final InstantSource time;

  /**
   * @param objects everything under the prefix of the installation
   * @param staging where this machine writes films before they are sent
   */
  public BucketFiles(ObjectStore objects, Path staging, InstantSource time) {
    this.objects = objects;
    this.staging = staging;
    this.time = time;
  }

  @Override
  public Inventory films() throws IOException {
    return Inventory.of(objects, staging, STAGING);
  }

  @Override
  public Map<String, Long> batchFiles() throws IOException {
    Map<String, Long> found = new HashMap<>();
    for (ObjectFacts object : objects.list(FILES)) {
      found.put(object.fileName(), object.bytes());
    }
    return found;
  }

  @Override
  public List<Finding> strays() throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (ObjectFacts object : objects.list("")) {
      if (StrayFiles.isStray(object.name())) {
        findings.add(new Finding(Kind.STRANGER, object.name(), NONE, object.bytes() + " bytes"));
      }
    }
    Instant before = time.instant().minus(LONGEST_UPLOAD);
    for (Unfinished begun : objects.unfinished()) {
      if (begun.begunAt().isBefore(before)) {
        findings.add(
            new Finding(
                Kind.UPLOAD, begun.name() + "?" + begun.id(), NONE, begun.begunAt().toString()));
      }
    }
    return findings;
  }

  @Override
  public void deleteFilm(String taskId) throws IOException {
    new ObjectFilmStore(objects).delete(taskId);
  }

  @Override
  public void deleteDraft(String path) throws IOException {
    Files.deleteIfExists(staging.resolve(String.valueOf(Path.of(path).getFileName())));
  }

  @Override
  public void abandon(String upload) throws IOException {
    int mark = upload.indexOf('?');
    objects.abandon(
        new Unfinished(upload.substring(0, mark), upload.substring(mark + 1), time.instant()));
  }
}
