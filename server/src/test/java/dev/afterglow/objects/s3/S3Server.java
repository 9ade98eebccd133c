package dev.afterglow.objects.s3;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** A real server of the S3 API in the test's own process, which checks signatures. */
public final class S3Server implements AutoCloseable {
  /** The one bucket. */
  public static final String BUCKET = "films-of-this-test";

  private final S3Proxy proxy;

  private S3Server(S3Proxy proxy) {
    this.proxy = proxy;
  }

  /** Starts on a free port of this machine, with an empty bucket in memory. */
  public static S3Server start() throws Exception {
    TransientNio2BlobStore blobs = new TransientNio2BlobStore();
    blobs.createContainer(BUCKET);
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(blobs)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(
                AuthenticationType.AWS_V4, TestBuckets.ACCESS_KEY, TestBuckets.SECRET_KEY)
            .stopTimeout(0)
            .build();
    proxy.start();
    return new S3Server(proxy);
  }

  /**
   * Starts one and leaves it running; {@code bench/s3} drives it.
   *
   * @param arguments a folder for the file {@code endpoint}
   */
  public static void main(String[] arguments) throws Exception {
    S3Server server = start();
    Files.writeString(Path.of(arguments[0], "endpoint"), server.endpoint().toString());
  }

  /** Where it is. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  /** How to reach its bucket. */
  public BucketSettings settings() {
    return TestBuckets.settings(endpoint(), BUCKET, "");
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the S3 server does not stop", e);
    }
  }
}
