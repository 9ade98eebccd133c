package dev.afterglow.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Who may vouch for a server's certificate. */
public final class Authorities {
  private final SSLSocketFactory sockets;

  private Authorities(SSLSocketFactory sockets) {
    this.sockets = sockets;
  }

  /** The authorities that the Java platform trusts. */
  public static Authorities platform() {
    return new Authorities((SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /**
   * The platform's authorities and those in a file.
   *
   * @param pem one or more certificates in PEM (RFC 7468)
   * @throws IOException if it cannot be read, or holds no certificate
   */
  public static Authorities with(Path pem) throws IOException {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int count = 0;
      for (Certificate certificate : certificates(pem)) {
        trusted.setCertificateEntry("file-" + count++, certificate);
      }
      for (X509Certificate certificate : trustManager(null).getAcceptedIssuers()) {
        trusted.setCertificateEntry("platform-" + count++, certificate);
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trustManager(trusted)}, null);
      return new Authorities(context.getSocketFactory());
    } catch (GeneralSecurityException e) {
      throw new IOException("no usable certificates in " + pem.getFileName(), e);
    }
  }

  SSLSocketFactory sockets() {
    return sockets;
  }

  private static Collection<? extends Certificate> certificates(Path pem)
      throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(pem)) {
      var found = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new CertificateException("no certificate");
      }
      return found;
    }
  }

  /** The platform's own for null. */
  private static X509TrustManager trustManager(@Nullable KeyStore trusted)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("no trust manager for X.509");
  }
}
