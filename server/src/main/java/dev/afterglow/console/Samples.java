package dev.afterglow.console;

import dev.afterglow.console.view.Sample;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Requests as code. What a person wrote is quoted as each language quotes text. */
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
        .replaceFirst("%s", quoteReplacement(base + PATH))
        .replaceFirst("%s", quoteReplacement(secret));
  }

  /** The same request in several languages. */
  static List<Sample> of(String base, Order order) {
    String url = base + PATH;
    return List.of(
        new Sample("curl", "curl", curl(url, order)),
        new Sample("python", "Python", python(url, order)),
        new Sample("js", "JavaScript", javascript(url, order)),
        new Sample("go", "Go", go(url, order)),
        new Sample("java", "Java", java(url, order)));
  }

  private static String curl(String url, Order order) {
    return "curl "
        + url
        + " \\\n  -H \"Authorization: Bearer $AFTERGLOW_KEY\" \\\n"
        + "  -H \"Content-Type: application/json\" \\\n  -d '"
        + json(order, "  ").replace("'", "'\\''")
        + "'";
  }

  private static String python(String url, Order order) {
    return """
    import os, requests

    answer = requests.post(
        "%url",
        headers={"Authorization": f"Bearer {os.environ['AFTERGLOW_KEY']}"},
        json=%json,
    )
    print(answer.json()["data"][0]["task_id"])\
    """
        .replace("%url", url)
        .replace("%json", json(order, "    "));
  }

  private static String javascript(String url, Order order) {
    return """
    const answer = await fetch("%url", {
      method: "POST",
      headers: {
        "Authorization": `Bearer ${process.env.AFTERGLOW_KEY}`,
        "Content-Type": "application/json",
      },
      body: JSON.stringify(%json),
    });
    const { data } = await answer.json();
    console.log(data[0].task_id);\
    """
        .replace("%url", url)
        .replace("%json", json(order, "  "));
  }

  private static String go(String url, Order order) {
    return """
    body := strings.NewReader(%text)
    request, err := http.NewRequest("POST", "%url", body)
    if err != nil {
      log.Fatal(err)
    }
    request.Header.Set("Authorization", "Bearer "+os.Getenv("AFTERGLOW_KEY"))
    request.Header.Set("Content-Type", "application/json")
    response, err := http.DefaultClient.Do(request)\
    """
        .replace("%url", url)
        .replace("%text", quoted(oneLine(order)));
  }

  private static String java(String url, Order order) {
    return """
    var request = HttpRequest.newBuilder(URI.create("%url"))
        .header("Authorization", "Bearer " + System.getenv("AFTERGLOW_KEY"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(%text))
        .build();
    var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    System.out.println(response.body());\
    """
        .replace("%url", url)
        .replace("%text", quoted(oneLine(order)));
  }

  private static String json(Order order, String indent) {
    String inner = "\n" + indent + "  ";
    return "{"
        + inner
        + "\"model\": "
        + quoted(order.model())
        + ","
        + inner
        + "\"prompt\": "
        + quoted(order.prompt())
        + ","
        + inner
        + "\"duration\": "
        + order.seconds()
        + ","
        + inner
        + "\"resolution\": "
        + quoted(order.resolution())
        + ","
        + inner
        + "\"aspect_ratio\": "
        + quoted(order.ratio())
        + "\n"
        + indent
        + "}";
  }

  private static String oneLine(Order order) {
    return json(order, "").replaceAll("\n *", " ").replace("{ ", "{").replace(" }", "}");
  }

  /** As JSON writes text, which all of these languages read. */
  private static String quoted(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }

  private static String quoteReplacement(String text) {
    return java.util.regex.Matcher.quoteReplacement(text);
  }
}
