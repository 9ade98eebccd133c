package dev.afterglow.engines.template;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.net.Credentials;
import dev.afterglow.net.EngineRequest.Method;
import dev.afterglow.remote.BodyTemplate;
import dev.afterglow.remote.templates.Descriptions;
import dev.afterglow.remote.templates.Fields;
import dev.afterglow.remote.templates.GridFields;
import dev.afterglow.remote.templates.TemplateFile;
import dev.afterglow.remote.templates.TextTemplate;
import dev.afterglow.remote.templates.ValueMaps;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How one vendor's API is spoken to, as a file says.
 *
 * @param name the template's name or path
 * @param url where the vendor is, unless the operator says otherwise
 * @param keyHeader the header that carries the operator's key
 * @param keyValue its value, with {@code {{key}}}
 * @param model the vendor's name of the model for films from text
 * @param pictureModel the same for films from pictures
 * @param namesModel whether a request has a place for the model's name
 */
public record Template(
    String name,
    Optional<URI> url,
    String keyHeader,
    TextTemplate keyValue,
    Optional<String> model,
    Optional<String> pictureModel,
    boolean namesModel,
    Capabilities capabilities,
    Parts parts) {
  /** The vendors that there are templates of. */
  public static final Descriptions<Template> TEMPLATES =
      new Descriptions<>(
          Template.class,
          ".yaml",
          List.of("replicate", "minimax", "xai", "vidu", "wavespeed", "kie", "runware"),
          file -> file.as(fields -> of(file, fields)));

  private static final Pattern URL =
      Pattern.compile("https?://[A-Za-z0-9.\\[\\]:-]+(?:/[A-Za-z0-9._~%/-]*)?");
  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@/-]{0,199}");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,60}");
  private static final Pattern KEY = Pattern.compile("[\\x20-\\x7E]*\\{\\{key}}[\\x20-\\x7E]*");
  private static final long MICROS = 1_000_000;

  /** What the requests are and how answers are read. */
  record Parts(
      ValueMaps values,
      OrderRequest submit,
      Poll poll,
      States states,
      Errors errors,
      Optional<UploadRequest> upload,
      Optional<JobRequest> cancel,
      Optional<JobRequest> delete,
      Optional<Search> find) {}

  private static Template of(TemplateFile file, Fields fields) {
    Optional<URI> url = fields.text("url", URL, "url").map(URI::create);
    Optional<Fields> key = fields.object("key");
    String header = key.flatMap(k -> k.text("header", HEADER, "text")).orElse("Authorization");
    String value =
        key.flatMap(k -> k.text("value", KEY, "key", "Bearer {{key}}")).orElse("Bearer {{key}}");
    key.ifPresent(Fields::end);
    Optional<String> model = fields.text("model", MODEL, "model");
    Optional<String> pictureModel = fields.text("picture-model", MODEL, "model");
    ValueMaps values = ValueMaps.read(fields);
    OrderRequest submit = OrderRequest.read(fields);
    Capabilities capabilities =
        GridFields.read(fields, submit.textBody().isPresent(), submit.pictureBody().isPresent());
    Parts parts =
        new Parts(
            values,
            submit,
            Poll.read(fields, submit.id()),
            States.read(fields),
            Errors.read(fields),
            UploadRequest.read(fields),
            about(fields, "cancel", Method.POST),
            about(fields, "delete", Method.DELETE),
            Search.read(fields));
    boolean byAddress = submit.pictureBody().filter(BodyTemplate::takesPictureAddress).isPresent();
    if (byAddress && !fields.has("upload")) {
      fields.missing("upload", "object");
    }
    if (!byAddress && fields.has("upload")) {
      fields.wrongValue("upload", "", "picture-body", "{{image_url}}");
    }
    return new Template(
        file.name(),
        url,
        header,
        new TextTemplate(value),
        model,
        pictureModel,
        TextTemplate.braced(file.document().toString()).contains("model"),
        capabilities,
        parts);
  }

  /** How the vendor wants the operator's key. */
  public Credentials credentials(String key) {
    return Credentials.header(keyHeader, keyValue.filled(_ -> Optional.of(key)));
  }

  /** Reads the members {@code cost} and {@code cost-unit}, which may be missing. */
  static Cost cost(Fields fields) {
    Map<String, Long> units = new LinkedHashMap<>();
    units.put("usd", MICROS);
    units.put("cents", MICROS / 100);
    units.put("micro-usd", 1L);
    return new Cost(Pointers.read(fields, "cost"), fields.choice("cost-unit", units, MICROS));
  }

  private static Optional<JobRequest> about(Fields template, String name, Method usual) {
    return template
        .object(name)
        .map(fields -> {
          JobRequest request = JobRequest.read(fields, usual);
          fields.end();
          return request;
        });
  }
}
