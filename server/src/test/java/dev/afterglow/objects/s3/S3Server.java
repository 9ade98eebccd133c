package dev.afterglow.objects.s3;

import java.net.URI;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;

/** A real server of the S3 API in the test's own process, which checks signatures. */
public final class S3Server implements AutoCloseable {
  public static final String BUCKET = "films-of-this-test";

  private final S3Proxy proxy;

  private S3Server(S3Proxy proxy) {
    this.proxy = proxy;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  public BucketSettings settings() {
    return TestBuckets.settings(endpoint(), BUCKET, "");
  }

  @Override
  public void close() throws Exception {
    proxy.stop();
  }
}
