package dev.afterglow;

import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server of the OpenAI video API that makes one film again and again, until it is told not to.
 */
final class ScriptedVendor implements AutoCloseable {
  private static final String ORDER = "POST /v1/videos";

  private final ScriptedUpstream upstream;
  private final List<byte[]> films;
  private final AtomicInteger orders = new AtomicInteger();
  private volatile int finished = Integer.MAX_VALUE;
  private volatile boolean broken;
  private volatile int fewerPolls;

  private ScriptedVendor(ScriptedUpstream upstream, List<byte[]> films) {
    this.upstream = upstream;
    this.films = films;
  }

  static ScriptedVendor making(byte[] film) throws IOException {
    return making(List.of(film));
  }

  /** One film after the other, and then the last one again and again. */
  static ScriptedVendor making(List<byte[]> films) throws IOException {
    ScriptedVendor vendor = new ScriptedVendor(ScriptedUpstream.start(), films);
    vendor.upstream.on("GET /v1/models", Reply.json(200, "{\"data\":[{\"id\":\"m\"}]}"));
    vendor.upstream.on(ORDER, _ -> vendor.order());
    return vendor;
  }

  /** Answers every order so from now on. */
  ScriptedVendor refusing(int status, String body) {
    upstream.forget(ORDER).on(ORDER, Reply.json(status, body));
    return this;
  }

  /** Accepted jobs go on and on, until {@link #finishes}. */
  ScriptedVendor takesLong() {
    finished = 0;
    return this;
  }

  void finishes() {
    finished = Integer.MAX_VALUE;
  }

  /** Only so many of the first jobs are made. */
  void finishes(int jobs) {
    finished = jobs;
  }

  /** Takes orders, and answers them with an error all the same. */
  ScriptedVendor losingAnswers() {
    upstream
        .forget(ORDER)
        .on(
            ORDER,
            _ -> {
              order();
              return Reply.json(500, "{\"error\":{\"message\":\"oops\"}}");
            });
    return this;
  }

  /** Nothing works behind its proxy any more, or everything does again. */
  void broken(boolean is) {
    broken = is;
  }

  /** The next polls are answered with an error in JSON. */
  ScriptedVendor failingPolls(int count) {
    fewerPolls = count;
    return this;
  }

  URI url() {
    return URI.create(upstream.url() + "/v1");
  }

  List<ScriptedUpstream.Request> orders() {
    return upstream.requests(ORDER);
  }

  /** Whether the server has asked for a job, so that it knows that the job was accepted. */
  boolean wasAskedFor(int job) {
    return !upstream.requests("GET /v1/videos/video_" + job).isEmpty();
  }

  int accepted() {
    return orders.get();
  }

  private Reply order() {
    if (broken) {
      return Reply.json(503, "{\"error\":{\"message\":\"no upstream\"}}");
    }
    int number = orders.incrementAndGet();
    String id = "video_" + number;
    byte[] film = films.get(Math.min(number, films.size()) - 1);
    upstream.on("GET /v1/videos/" + id, _ -> poll(id, number));
    upstream.on("GET /v1/videos/" + id + "/content", Reply.file(film, "\"one\""));
    upstream.on("DELETE /v1/videos/" + id, Reply.json(200, "{\"deleted\":true}"));
    return Reply.json(200, "{\"id\":\"" + id + "\",\"status\":\"queued\"}");
  }

  private Reply poll(String id, int number) {
    if (broken || fewerPolls > 0) {
      fewerPolls = Math.max(0, fewerPolls - 1);
      return Reply.json(500, "{\"error\":{\"message\":\"internal error\",\"code\":\"oops\"}}");
    }
    String status = number <= finished ? "completed" : "in_progress";
    return Reply.json(200, "{\"id\":\"" + id + "\",\"status\":\"" + status + "\"}");
  }

  @Override
  public void close() throws IOException {
    upstream.close();
  }
}
