package dev.afterglow.api.sora;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.IssuedKey;
import dev.afterglow.accounts.NewKey;
import dev.afterglow.accounts.NewOwner;
import dev.afterglow.accounts.Owner;
import dev.afterglow.accounts.Scope;
import dev.afterglow.api.GenerateBody;
import dev.afterglow.api.Making;
import dev.afterglow.api.openapi.Conformity;
import dev.afterglow.auth.ApiKeyAuthenticator;
import dev.afterglow.auth.LimitRates;
import dev.afterglow.auth.ProxyTrust;
import dev.afterglow.auth.RateLimiter;
import dev.afterglow.events.TaskWatch;
import dev.afterglow.files.DiskSpace;
import dev.afterglow.films.LinkKeys;
import dev.afterglow.films.Links;
import dev.afterglow.generation.GenerationService;
import dev.afterglow.http.HttpLimits;
import dev.afterglow.http.HttpTexts;
import dev.afterglow.http.TestServer;
import dev.afterglow.images.ReferenceImages;
import dev.afterglow.images.Uploads;
import dev.afterglow.ledger.Prices;
import dev.afterglow.net.GuardedClient;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.net.SystemResolver;
import dev.afterglow.routing.Router;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.FakeEngine;
import dev.afterglow.tasks.World;
import dev.afterglow.text.Language;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The dialect on a real listener over real accounts, books and tasks; engine and clock are ours.
 */
final class Shop implements AutoCloseable {
  static final String FILMS = "/v1/videos/generations";
  private static final JsonMapper JSON = new JsonMapper();

  final FakeEngine engine = new FakeEngine("fake", 4);
  final Database database;
  final World world;
  final Accounts accounts;
  final Owner owner;
  final IssuedKey key;
  final TestServer server;
  private final Conformity conformity = new Conformity();

  Shop(Path folder) throws IOException {
    this(folder, LimitRates.DEFAULT);
  }

  Shop(Path folder, LimitRates rates) throws IOException {
    database = Database.sqlite(folder.resolve("afterglow.db"));
    world = new World(folder, database, engine);
    accounts = new Accounts(database, world.clock, new Random(7));
    owner = owner("ada");
    key = key(owner, Scope.EVERYTHING);
    world.keys = accounts::usableUntil;
    accounts.onChange(world.watch::lookAfterKeys);
    SecureRandom random = new SecureRandom();
    Uploads uploads =
        Uploads.open(
            Files.createDirectories(folder.resolve("uploads")),
            world.clock,
            random,
            DiskSpace.endless(),
            1L << 30);
    server =
        new TestServer(
            HttpLimits.DEFAULT,
            new ApiKeyAuthenticator(
                accounts, new RateLimiter(rates, System::nanoTime), ProxyTrust.NONE),
            HttpTexts.load(
                "/dev/afterglow/auth/messages",
                GenerateBody.MESSAGES,
                TaskWatch.MESSAGES,
                SoraRoutes.MESSAGES),
            SoraRoutes.of(
                world.tasks(),
                world.watch,
                new GenerationService(
                    world.tasks(),
                    new Router(List.of(engine)),
                    new Prices(database),
                    world.ledger,
                    new ReferenceImages(
                        new GuardedClient(OutboundPolicy.publicOnly(), new SystemResolver()),
                        uploads),
                    world.clock),
                given ->
                    Optional.of(given + "/callback")
                        .filter(url -> url.startsWith("https://") && !url.contains("10.0.0")),
                new Links(LinkKeys.open(folder.resolve("link-keys"), random), world.clock),
                new Making(false),
                world.ledger,
                new Prices(database),
                new Router(List.of(engine)),
                world.store().usage(),
                DiskSpace.endless(),
                world.clock),
            conformity);
  }

  Owner owner(String name) {
    return accounts.createOwner(new NewOwner(name, Optional.empty(), Language.ZH));
  }

  IssuedKey key(Owner whose, Scope scope) {
    return accounts.createKey(new NewKey(whose.id(), "test", scope, Optional.empty()));
  }

  void credit(long micros) {
    world.credit(owner.id(), micros);
  }

  HttpResponse<String> get(String target) throws IOException, InterruptedException {
    return send(target, UnaryOperator.identity());
  }

  HttpResponse<String> post(String target, String body) throws IOException, InterruptedException {
    return send(
        target,
        r -> r.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
  }

  /** With the shop's own key. */
  HttpResponse<String> send(String target, UnaryOperator<HttpRequest.Builder> how)
      throws IOException, InterruptedException {
    return send(key, target, how);
  }

  HttpResponse<String> send(IssuedKey with, String target, UnaryOperator<HttpRequest.Builder> how)
      throws IOException, InterruptedException {
    return server.send(
        target, r -> how.apply(r.header("Authorization", "Bearer " + with.secret())));
  }

  /** Submits the contract's example without its picture; the task's id. */
  String submit() throws IOException, InterruptedException {
    HttpResponse<String> answer = post(FILMS, example());
    return json(answer).path("data").path(0).path("task_id").stringValue();
  }

  static String example() {
    return """
    {"model":"sora-2","prompt":"瀑布倾泻而下形成彩虹","duration":8,"resolution":"720p",\
    "aspect_ratio":"16:9"}\
    """;
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    server.close();
    conformity.assertNone();
    database.close();
  }
}
