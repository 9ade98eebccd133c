package dev.afterglow.api.sora;

import dev.afterglow.http.Access;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import dev.afterglow.http.multipart.Multipart;
import dev.afterglow.http.multipart.MultipartException;
import dev.afterglow.images.Upload;
import dev.afterglow.images.Uploads;
import dev.afterglow.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code POST /v1/uploads/images}, and the link under which an upload can be seen for 72 hours. */
public final class UploadRoutes {
  /** The catalogue of these routes' texts, for {@link dev.afterglow.http.HttpTexts#load}. */
  public static final String MESSAGES = "/dev/afterglow/api/sora/uploads";

  private static final long MOST_FORM_BYTES = Uploads.MOST_BYTES + UploadForm.FORM_BYTES;

  private final Uploads uploads;

  private UploadRoutes(Uploads uploads) {
    this.uploads = uploads;
  }

  /** The routes over this store. */
  public static List<Route> of(Uploads uploads) {
    UploadRoutes routes = new UploadRoutes(uploads);
    return List.of(
        new Route(Method.POST, "/v1/uploads/images", Access.GENERATE, routes::create)
            .upTo(MOST_FORM_BYTES),
        new Route(Method.GET, "/u/{image}", Access.LINK, routes::show).upTo(0));
  }

  private Answer create(Exchange exchange) throws IOException {
    try (UploadForm form =
        new UploadForm(uploads, exchange.caller().ownerId(), announcedBytes(exchange))) {
      read(exchange, form);
      return answer(exchange, form);
    }
  }

  private static void read(Exchange exchange, UploadForm form) throws IOException {
    try (InputStream body = exchange.bodyStream()) {
      String type = exchange.header("Content-Type").orElse("");
      Multipart.read(type, body, MOST_FORM_BYTES, form);
    } catch (MultipartException e) {
      form.discard();
      throw refusal(e.fault());
    } catch (IOException | RuntimeException e) {
      form.discard();
      throw e;
    }
  }

  private static Answer answer(Exchange exchange, UploadForm form) {
    Upload upload = form.upload();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("url", exchange.baseUrl() + upload.path());
    answer.put("filename", form.fileName());
    answer.put("content_type", upload.type().mediaType());
    answer.put("bytes", upload.bytes());
    answer.put("created_at", upload.createdAt().getEpochSecond());
    return Answer.json(answer);
  }

  /** 0 where the length is not told before the body. */
  private static long announcedBytes(Exchange exchange) {
    return exchange.header("Content-Length").map(Long::parseLong).orElse(0L);
  }

  private static ApiError refusal(MultipartException.Fault fault) {
    return switch (fault) {
      case NOT_A_FORM -> ApiError.of(ErrorKind.UNSUPPORTED_MEDIA, Text.of("upload.form"));
      case MALFORMED -> ApiError.invalid("upload.malformed");
      case TOO_MANY_PARTS -> ApiError.invalid("upload.parts");
      case TOO_LARGE -> UploadForm.tooLarge();
    };
  }

  private Answer show(Exchange exchange) throws IOException {
    Upload upload = uploads.find(exchange.path()).orElseThrow(ApiError::notFound);
    return Answer.streamed(200, upload.type().mediaType(), upload.bytes(), body(upload))
        .with("Cache-Control", "private")
        .with("Content-Disposition", "inline")
        .with("Content-Security-Policy", "sandbox; default-src 'none'")
        .with("Cross-Origin-Resource-Policy", "cross-origin");
  }

  private Answer.Body body(Upload upload) throws IOException {
    InputStream file = uploads.read(upload);
    return new Answer.Body() {
      @Override
      public void copyTo(OutputStream out) throws IOException {
        file.transferTo(out);
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }
}
