package dev.afterglow.http;

/** Brings answers into a form that can be sent without failing half-way. */
final class Rendered {
  static final String JSON = "application/json; charset=utf-8";

  private Rendered() {}

  static Answer of(Answer answer) {
    return answer instanceof Answer.Json json
        ? new Answer.Bytes(json.status(), JSON, Json.write(json.body()), json.fields())
        : answer;
  }
}
