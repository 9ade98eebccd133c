package dev.afterglow.api.openai;

import dev.afterglow.api.DiskGuard;
import dev.afterglow.api.Making;
import dev.afterglow.api.OpenAiDialect;
import dev.afterglow.batches.BatchService;
import dev.afterglow.batches.FileLimits;
import dev.afterglow.batches.FileStore;
import dev.afterglow.events.TaskWatch;
import dev.afterglow.files.DiskSpace;
import dev.afterglow.generation.GenerationService;
import dev.afterglow.generation.PictureRule;
import dev.afterglow.http.Access;
import dev.afterglow.http.Dialect;
import dev.afterglow.http.Handler;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.text.Language;
import java.util.ArrayList;
import java.util.List;

/** All routes of OpenAI's dialect, with {@code /v1} and without. */
public final class OpenAiRoutes {
  /** The catalogue of this package's texts, for {@link dev.afterglow.http.HttpTexts#load}. */
  public static final String MESSAGES = "/dev/afterglow/api/openai/messages";

  /** A picture of 10 MB in a data URI, and the longest prompt beside it. */
  private static final long MOST_BODY_BYTES = 15L << 20;

  private static final Dialect DIALECT = new OpenAiDialect(Language.EN);

  private OpenAiRoutes() {}

  /**
   * The routes over these parts.
   *
   * @param disk of the films
   * @param fitReference whether a picture of another size is cropped to fit, and not refused
   */
  public static List<Route> of(
      Tasks tasks,
      TaskWatch watch,
      GenerationService generation,
      StillPictures stills,
      Making making,
      BatchService batches,
      FileStore files,
      DiskSpace disk,
      boolean fitReference) {
    PictureRule rule = fitReference ? PictureRule.FITS_FILM : PictureRule.MATCHES_FILM;
    DiskGuard guard = new DiskGuard(disk);
    Videos videos = new Videos(tasks, watch, generation, rule, making);
    NewVersions versions = new NewVersions(videos, stills.canJoin());
    Contents contents = new Contents(videos, stills);
    List<Route> routes = new ArrayList<>();
    for (String prefix : List.of("/v1", "")) {
      String root = prefix + "/videos";
      routes.add(post(root, guard.before(videos::create)));
      routes.add(read(root, videos::list));
      routes.add(read(root + "/{id}", videos::retrieve));
      routes.add(
          new Route(Method.DELETE, root + "/{id}", Access.GENERATE, videos::delete).in(DIALECT));
      routes.add(read(root + "/{id}/content", contents::content));
      routes.add(post(root + "/{id}/remix", guard.before(versions::remix)));
      routes.add(post(root + "/edits", guard.before(versions::edit)));
      routes.add(post(root + "/extensions", guard.before(versions::extend)));
      routes.add(post(root + "/characters", NewVersions.creatingCharacters()));
      routes.add(read(root + "/characters/{id}", NewVersions.findingCharacters()));
      routes.addAll(ofFiles(prefix + "/files", new BatchFiles(files), guard, files.limits()));
      routes.addAll(ofBatches(prefix + "/batches", new Batches(batches), guard));
    }
    return List.copyOf(routes);
  }

  /** How long the form of a file may be that has so many bytes itself. */
  public static long formBytes(long fileBytes) {
    return fileBytes + BatchFiles.FORM_BYTES;
  }

  private static List<Route> ofFiles(
      String root, BatchFiles files, DiskGuard guard, FileLimits limits) {
    return List.of(
        new Route(Method.POST, root, Access.GENERATE, guard.before(files::create))
            .upTo(formBytes(limits.largestBytes()))
            .in(DIALECT),
        read(root, files::list),
        read(root + "/{id}", files::retrieve),
        read(root + "/{id}/content", files::content),
        new Route(Method.DELETE, root + "/{id}", Access.GENERATE, files::delete).in(DIALECT));
  }

  private static List<Route> ofBatches(String root, Batches batches, DiskGuard guard) {
    return List.of(
        new Route(Method.POST, root, Access.GENERATE, guard.before(batches::create)).in(DIALECT),
        read(root, batches::list),
        read(root + "/{id}", batches::retrieve),
        new Route(Method.POST, root + "/{id}/cancel", Access.GENERATE, batches::cancel)
            .in(DIALECT));
  }

  private static Route post(String path, Handler handler) {
    return new Route(Method.POST, path, Access.GENERATE, handler)
        .upTo(MOST_BODY_BYTES)
        .hinting("openai.body.limit")
        .in(DIALECT);
  }

  private static Route read(String path, Handler handler) {
    return new Route(Method.GET, path, Access.READ, handler).in(DIALECT);
  }
}
