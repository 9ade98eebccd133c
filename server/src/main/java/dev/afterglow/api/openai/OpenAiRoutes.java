package dev.afterglow.api.openai;

import dev.afterglow.api.DiskGuard;
import dev.afterglow.api.OpenAiDialect;
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
      GenerationService generation,
      StillPictures stills,
      DiskSpace disk,
      boolean fitReference) {
    PictureRule rule = fitReference ? PictureRule.FITS_FILM : PictureRule.MATCHES_FILM;
    DiskGuard guard = new DiskGuard(disk);
    Videos videos = new Videos(tasks, generation, rule);
    NewVersions versions = new NewVersions(videos);
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
      routes.add(post(root + "/extensions", NewVersions.extending()));
      routes.add(post(root + "/characters", NewVersions.creatingCharacters()));
      routes.add(read(root + "/characters/{id}", NewVersions.findingCharacters()));
    }
    return List.copyOf(routes);
  }

  private static Route post(String path, Handler handler) {
    return new Route(Method.POST, path, Access.GENERATE, handler).upTo(MOST_BODY_BYTES).in(DIALECT);
  }

  private static Route read(String path, Handler handler) {
    return new Route(Method.GET, path, Access.READ, handler).in(DIALECT);
  }
}
