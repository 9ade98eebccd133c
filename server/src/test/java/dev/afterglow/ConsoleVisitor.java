package dev.afterglow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A browser without eyes: it keeps one cookie, says where its forms come from, and can lie about
 * both.
 */
final class ConsoleVisitor {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;
  private String cookie = "";
  private Optional<String> origin;

  ConsoleVisitor(URI server) {
    this.server = server;
    this.origin = Optional.of(server.toString());
  }

  /** The cookie as it would be sent; empty text for none. */
  String cookie() {
    return cookie;
  }

  ConsoleVisitor withCookie(String other) {
    cookie = other;
    return this;
  }

  /** From now on forms say that they come from there, or nothing. */
  ConsoleVisitor from(Optional<String> other) {
    origin = other;
    return this;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  /** A form with the token of the page that it stands on. */
  HttpResponse<String> submit(String page, String path, String... fields)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(fields));
    all.add("csrf");
    all.add(csrf(page));
    return post(path, all.toArray(String[]::new));
  }

  HttpResponse<String> post(String path, String... fields)
      throws IOException, InterruptedException {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < fields.length; i += 2) {
      pairs.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], UTF_8));
    }
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(String.join("&", pairs)));
    origin.ifPresent(from -> request.header("Origin", from));
    return send(request);
  }

  /** The events of a task's page as they come. */
  BufferedReader events(String page) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        http.send(request(page + "/events").GET().build(), BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode());
    }
    return new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
  }

  String csrf(String page) throws IOException, InterruptedException {
    Matcher token = CSRF.matcher(get(page).body());
    if (!token.find()) {
      throw new AssertionError("no form on " + page);
    }
    return token.group(1);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path)).header("Accept-Language", "en");
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    answer
        .headers()
        .firstValue("Set-Cookie")
        .filter(set -> set.startsWith("afterglow_session="))
        .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
    return answer;
  }
}
