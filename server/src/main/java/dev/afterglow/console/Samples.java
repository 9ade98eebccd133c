package dev.afterglow.console;

import dev.afterglow.console.view.Sample;
import dev.afterglow.docs.Snippets;
import java.util.List;
import java.util.regex.Matcher;

/** Requests as code, for the pages that show one. */
final class Samples {
  private static final String PATH = "/v1/videos/generations";

  private Samples() {}

  /** What is asked for. */
  record Order(String model, String prompt, int seconds, String resolution, String ratio) {}

  /** A request that works as it stands, with the key in it. */
  static String tryIt(String base, String secret) {
    return """
    curl %s \\
      -H "Authorization: Bearer %s" \\
      -H "Content-Type: application/json" \\
      -d '{"model": "sora-2", "prompt": "瀑布倾泻而下形成彩虹"}'\
    """
        .replaceFirst("%s", Matcher.quoteReplacement(base + PATH))
        .replaceFirst("%s", Matcher.quoteReplacement(secret));
  }

  /** The same request in every language that there are samples in. */
  static List<Sample> of(String base, Order order) {
    Snippets.Order wanted =
        new Snippets.Order(
            order.model(), order.prompt(), order.seconds(), order.resolution(), order.ratio());
    return Snippets.create(base, wanted).stream()
        .map(snippet -> new Sample(snippet.id(), snippet.label(), snippet.code()))
        .toList();
  }
}
