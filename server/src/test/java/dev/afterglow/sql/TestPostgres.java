package dev.afterglow.sql;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.afterglow.lifecycle.FatalErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real PostgreSQL for tests, of whatever release this machine has: {@code initdb} and {@code
 * pg_ctl} from the path or from where Debian puts them. Each test has a database of its own.
 */
public final class TestPostgres {
  /** Where there must be one, as in a build that counts: {@code -Dpostgres.required=true}. */
  private static final String REQUIRED = "postgres.required";

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String USER = "afterglow";
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final Map<Path, PostgresAddress> BY_FOLDER = new ConcurrentHashMap<>();
  private static Optional<TestPostgres> common = Optional.empty();

  private final Path programs;
  private final Path folder;
  private final int port;
  private final boolean durable;

  private TestPostgres(Path programs, Path folder, int port, boolean durable) {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
    this.durable = durable;
  }

  /** The one that tests share; it syncs nothing, and ends with this process. */
  public static synchronized TestPostgres common() {
    if (common.isEmpty()) {
      TestPostgres server = fresh(false);
      server.start();
      server.makeTemplate();
      Runtime.getRuntime().addShutdownHook(new Thread(server::remove));
      common = Optional.of(server);
    }
    return common.get();
  }

  /**
   * A server that has never run.
   *
   * @param durable whether it syncs, as one must that is killed
   */
  public static TestPostgres fresh(boolean durable) {
    try {
      Path programs = programs();
      Path folder = Files.createTempDirectory("afterglow-postgres");
      TestPostgres server = new TestPostgres(programs, folder, freePort(), durable);
      server.initialize();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty database of the shared server, migrated; the same one for the same folder. */
  public static PostgresAddress in(Path folder) {
    return BY_FOLDER.computeIfAbsent(folder.toAbsolutePath(), _ -> common().newDatabase());
  }

  /** Opens the database of a folder. */
  public static SharedDatabase open(Path folder) {
    return Database.postgres(in(folder), FatalErrors.logged());
  }

  /** A connection of the test's own to the database of a folder. */
  public static Connection connect(Path folder) throws SQLException {
    PostgresAddress address = in(folder);
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:"
            + address.port()
            + "/"
            + address.name()
            + "?user="
            + address.user());
  }

  /** What is thrown when a connection breaks in the middle of a commit. */
  public static OutcomeUnknown brokenCommit() {
    return new OutcomeUnknown(new SQLException("the connection is gone", "08006"));
  }

  /** Another database, made from the migrated one. */
  public PostgresAddress newDatabase() {
    String name = "test_" + DATABASES.incrementAndGet();
    execute("postgres", "create database " + name + " template afterglow_template");
    return address(name);
  }

  /** An empty database without a table. */
  public PostgresAddress emptyDatabase() {
    String name = "test_" + DATABASES.incrementAndGet();
    execute("postgres", "create database " + name);
    return address(name);
  }

  public PostgresAddress address(String name) {
    return PostgresAddress.parse("postgresql://" + USER + "@127.0.0.1:" + port + "/" + name);
  }

  public int port() {
    return port;
  }

  private void makeTemplate() {
    execute("postgres", "create database afterglow_template");
    Database.postgres(address("afterglow_template"), FatalErrors.logged()).close();
  }

  /** Runs one statement as the superuser. */
  public void execute(String database, String sql) {
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + USER;
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void initialize() throws IOException {
    if (isRoot()) {
      Files.setOwner(
          folder,
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    run(
        "initdb",
        "-D",
        data(),
        "-U",
        USER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--no-sync");
  }

  /** Starts it and waits until it answers. */
  public void start() {
    String options =
        "-p "
            + port
            + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300"
            + " -c shared_buffers=64MB -c max_prepared_transactions=0"
            + (durable ? "" : " -c fsync=off -c synchronous_commit=off -c full_page_writes=off");
    run(
        "pg_ctl",
        "-D",
        data(),
        "-l",
        folder.resolve("log").toString(),
        "-w",
        "-o",
        options,
        "start");
  }

  /** Stops it at once, as a power cut would. */
  public void crash() {
    run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
  }

  /** Stops it in an orderly way: sessions are ended. */
  public void stop() {
    run("pg_ctl", "-D", data(), "-m", "fast", "-w", "stop");
  }

  /** Stops it and deletes all that it has kept. */
  public void remove() {
    try {
      crash();
    } catch (IllegalStateException e) {
      // it was not running
    }
    try {
      new ProcessBuilder("rm", "-rf", folder.toString()).start(); // it need not be waited for
    } catch (IOException e) {
      // the machine's own cleaning takes it
    }
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private void run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) { // which PostgreSQL refuses to run as
      command.addAll(
          List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    try {
      Path output = folder.resolveSibling(folder.getFileName() + ".out");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      String said = Files.readString(output);
      Files.deleteIfExists(output);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(String.join(" ", command) + "\n" + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The newest release that is here. */
  private static Path programs() throws IOException {
    for (String folder : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(folder, "initdb"))) {
        return Path.of(folder);
      }
    }
    Path debian = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(debian)) {
      try (Stream<Path> releases = Files.list(debian)) {
        Optional<Path> found =
            releases
                .map(release -> release.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                .max(java.util.Comparator.comparing(Path::toString));
        if (found.isPresent()) {
          return found.get();
        }
      }
    }
    if (Boolean.getBoolean(REQUIRED)) {
      throw new IllegalStateException("no PostgreSQL here, and it is required");
    }
    return abort("no PostgreSQL here");
  }
}
