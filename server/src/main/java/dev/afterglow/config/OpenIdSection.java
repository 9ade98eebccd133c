package dev.afterglow.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what belongs to the OpenID provider together, and collects what does not fit. */
final class OpenIdSection {
  private final Map<String, Given> given;
  private final Path directory;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param directory what relative paths begin at
   */
  OpenIdSection(Map<String, Given> given, Path directory) {
    this.given = given;
    this.directory = directory;
  }

  List<Problem> problems() {
    return problems;
  }

  /** Empty if people do not sign in that way here. */
  Optional<Settings.OpenId> read(Values values) {
    Optional<String> issuer = values.of(Keys.OPENID_ISSUER);
    Optional<String> clientId = values.of(Keys.OPENID_CLIENT_ID);
    Optional<Secret> secret = secret(values);
    Optional<Path> caFile = values.of(Keys.OPENID_CA_FILE).map(directory::resolve);
    List<String> domains = values.of(Keys.OPENID_DOMAINS);
    boolean signUp = values.of(Keys.OPENID_SIGN_UP);
    if (issuer.isEmpty()) {
      return Optional.empty();
    }
    if (clientId.isEmpty()) {
      problems.add(new Problem.Missing(place(Keys.OPENID_ISSUER), Keys.OPENID_CLIENT_ID));
    }
    if (signUp && domains.isEmpty()) {
      refuse(Keys.OPENID_SIGN_UP, "problem.sign-up");
    }
    caFile
        .filter(file -> !Files.isReadable(file))
        .ifPresent(file -> refuse(Keys.OPENID_CA_FILE, "problem.ca-file", file.toString()));
    caFile
        .filter(file -> Files.isReadable(file) && !holdsCertificates(file))
        .ifPresent(file -> refuse(Keys.OPENID_CA_FILE, "problem.no-certificate", file.toString()));
    return Optional.of(
        new Settings.OpenId(
            issuer.get(),
            clientId.orElse(""),
            secret,
            values.of(Keys.OPENID_NAME).orElseGet(() -> URI.create(issuer.get()).getHost()),
            domains,
            signUp,
            caFile));
  }

  private static boolean holdsCertificates(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return !CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty();
    } catch (IOException | CertificateException _) {
      return false;
    }
  }

  private Optional<Secret> secret(Values values) {
    Optional<Secret> written = values.of(Keys.OPENID_CLIENT_SECRET);
    Optional<Path> file = values.of(Keys.OPENID_CLIENT_SECRET_FILE).map(directory::resolve);
    if (file.isEmpty()) {
      return written;
    }
    if (written.isPresent()) {
      refuse(Keys.OPENID_CLIENT_SECRET_FILE, "problem.both", Keys.OPENID_CLIENT_SECRET.name());
    }
    Optional<Secret> read = EngineSections.secretIn(file.get());
    if (read.isEmpty()) {
      refuse(Keys.OPENID_CLIENT_SECRET_FILE, "problem.secret-file", file.get().toString());
    }
    return read;
  }

  private String place(Key<?> key) {
    Given mine = given.get(key.name());
    return mine == null ? "" : mine.place();
  }

  private void refuse(Key<?> key, String reason, String... details) {
    problems.add(new Problem.Refused(place(key), key.name(), reason, List.of(details)));
  }
}
