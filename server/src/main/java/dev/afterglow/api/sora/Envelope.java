package dev.afterglow.api.sora;

import java.util.LinkedHashMap;
import java.util.Map;

/** The envelope of every good answer: {@code {"code":200,"data":...}}. */
final class Envelope {
  private Envelope() {}

  static Map<String, Object> of(Object data) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("code", 200);
    body.put("data", data);
    return body;
  }
}
