package dev.afterglow.objects.s3;

import dev.afterglow.net.StreamingClient;
import dev.afterglow.objects.StoreHealth;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** How the SDK reaches the network: by the same connections as everything else here. */
final class SdkTransport implements SdkHttpClient {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_FAULT = 500;
  private static final int NOT_IMPLEMENTED = 501;

  private final StreamingClient client;
  private final StoreHealth health;

  SdkTransport(StreamingClient client, StoreHealth health) {
    this.client = client;
    this.health = health;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest asked) {
    SdkHttpRequest request = asked.httpRequest();
    StreamingClient.Call call =
        client.prepare(
            new StreamingClient.Request(
                request.method().name(),
                URI.create(
                    request.protocol() + "://" + request.host() + ":" + request.port() + "/"),
                resource(request),
                request.headers(),
                asked.contentStreamProvider().map(content -> body(request, content))));
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        try {
          StreamingClient.Answer answer = call.send();
          count(answer.status());
          return response(answer, call);
        } catch (IOException e) {
          health.countBroken();
          throw e;
        }
      }

      @Override
      public void abort() {
        call.abort();
      }
    };
  }

  @Override
  public String clientName() {
    return "Afterglow";
  }

  @Override
  public void close() {
    client.close();
  }

  private void count(int status) {
    if (status == TOO_MANY_REQUESTS || (status >= SERVER_FAULT && status != NOT_IMPLEMENTED)) {
      health.countRefused();
    } else {
      health.countAnswered();
    }
  }

  /** Path and query exactly as they were signed. */
  private static String resource(SdkHttpRequest request) {
    String path = request.encodedPath().isEmpty() ? "/" : request.encodedPath();
    return path + request.encodedQueryParameters().map(query -> "?" + query).orElse("");
  }

  private static StreamingClient.Body body(SdkHttpRequest request, ContentStreamProvider content) {
    Optional<Long> length = request.firstMatchingHeader("Content-Length").map(Long::parseLong);
    if (length.isPresent()) {
      return new StreamingClient.Body(length.get(), content::newStream);
    }
    try (InputStream in = content.newStream()) {
      byte[] bytes = in.readAllBytes(); // the SDK's own words, which are few
      return new StreamingClient.Body(bytes.length, () -> new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpExecuteResponse response(
      StreamingClient.Answer answer, StreamingClient.Call call) {
    HttpExecuteResponse.Builder response =
        HttpExecuteResponse.builder()
            .response(
                SdkHttpResponse.builder()
                    .statusCode(answer.status())
                    .statusText(answer.reason())
                    .headers(answer.headers())
                    .build());
    answer
        .body()
        .ifPresent(in -> response.responseBody(AbortableInputStream.create(in, call::abort)));
    return response.build();
  }
}
