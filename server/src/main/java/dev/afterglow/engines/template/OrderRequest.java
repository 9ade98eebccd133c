package dev.afterglow.engines.template;

import dev.afterglow.engines.Job;
import dev.afterglow.net.EngineRequest;
import dev.afterglow.net.EngineRequest.Method;
import dev.afterglow.remote.BodyTemplate;
import dev.afterglow.remote.JobValues;
import dev.afterglow.remote.templates.Fields;
import dev.afterglow.remote.templates.TextTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * The request that orders a film: the only one that may cost money.
 *
 * @param method never {@code GET}, which may go out twice
 * @param textPath where films from text are ordered
 * @param picturePath where films from pictures are
 * @param textBody what is sent for a film from text; empty if none are made
 * @param pictureBody what is sent for a film from a picture; empty if none are made
 * @param id where the vendor's id of the job stands in the answer
 * @param cost where the answer says what it will cost
 */
record OrderRequest(
    Method method,
    TextTemplate textPath,
    TextTemplate picturePath,
    Map<String, TextTemplate> headers,
    Optional<BodyTemplate> textBody,
    Optional<BodyTemplate> pictureBody,
    Pointers id,
    Cost cost) {
  private static final List<String> PATH_VALUES =
      List.of("model", "id", "uuid", "resolution", "aspect", "orientation", "size", "seconds");
  private static final List<String> HEADER_VALUES = List.of("id", "uuid", "model");
  private static final TextTemplate NOWHERE = new TextTemplate("/");

  /** Reads the member {@code submit}. */
  static OrderRequest read(Fields template) {
    Fields fields = template.needObject("submit");
    Map<String, Method> methods = new LinkedHashMap<>();
    methods.put("POST", Method.POST);
    methods.put("PUT", Method.PUT);
    Method method = fields.choice("method", methods, Method.POST);
    if (!fields.has("path")) {
      fields.missing("path", "path", "/videos");
    }
    TextTemplate path = JobRequest.path(fields, "path", PATH_VALUES, "/videos").orElse(NOWHERE);
    TextTemplate picturePath =
        JobRequest.path(fields, "picture-path", PATH_VALUES, "/videos").orElse(path);
    if (!fields.has("body") && !fields.has("picture-body")) {
      fields.missing("body", "body");
    }
    Optional<BodyTemplate> body = body(fields, "body");
    Optional<BodyTemplate> pictureBody = body(fields, "picture-body");
    if (pictureBody.isPresent() && !pictureBody.get().takesPicture()) {
      fields.wrongValue(
          "picture-body", "", "picture-body", "{{image}}, {{image_base64}}, {{image_url}}");
    }
    OrderRequest order =
        new OrderRequest(
            method,
            path,
            picturePath,
            JobRequest.headers(fields, HEADER_VALUES),
            body,
            pictureBody.isPresent() ? pictureBody : body.filter(BodyTemplate::takesPicture),
            Pointers.need(fields, "id"),
            Template.cost(fields));
    fields.end();
    return order;
  }

  /** The body for a job; empty if none such are made. */
  Optional<BodyTemplate> body(Job job) {
    return job.picture().isPresent() ? pictureBody : textBody;
  }

  /** The request for a job, its values in the vendor's words. */
  EngineRequest of(Job job, BodyTemplate body, JobValues values) {
    Function<String, Optional<String>> texts = name -> values.of(name).map(JsonNode::asString);
    TextTemplate path = job.picture().isPresent() ? picturePath : textPath;
    return JobRequest.with(
        headers, JobRequest.request(method, path.path(texts), body.fill(job, values)), texts);
  }

  private static Optional<BodyTemplate> body(Fields fields, String name) {
    return fields
        .body(name)
        .filter(document -> {
          Optional<String> unknown = BodyTemplate.unknownGap(document);
          unknown.ifPresent(
              gap -> fields.wrongValue(name, gap, "gap", String.join(", ", JobValues.NAMES)));
          return unknown.isEmpty();
        })
        .map(BodyTemplate::new);
  }
}
