package dev.afterglow.api.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.afterglow.api.GenerateBody;
import dev.afterglow.api.Making;
import dev.afterglow.api.openapi.Conformity;
import dev.afterglow.api.resellers.ResellerRoutes;
import dev.afterglow.api.sora.SoraRoutes;
import dev.afterglow.batches.BatchLimits;
import dev.afterglow.batches.BatchService;
import dev.afterglow.batches.BatchWorker;
import dev.afterglow.batches.FileLimits;
import dev.afterglow.batches.FileStore;
import dev.afterglow.events.TaskWatch;
import dev.afterglow.files.DiskSpace;
import dev.afterglow.films.LinkKeys;
import dev.afterglow.films.Links;
import dev.afterglow.generation.GenerationService;
import dev.afterglow.generation.Principal;
import dev.afterglow.http.AccessDecision;
import dev.afterglow.http.Caller;
import dev.afterglow.http.HttpLimits;
import dev.afterglow.http.HttpTexts;
import dev.afterglow.http.Route;
import dev.afterglow.http.TestServer;
import dev.afterglow.ids.UlidGenerator;
import dev.afterglow.images.ReferenceImages;
import dev.afterglow.images.Uploads;
import dev.afterglow.ledger.Prices;
import dev.afterglow.media.finishing.FilmFinisher;
import dev.afterglow.net.GuardedClient;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.net.SystemResolver;
import dev.afterglow.routing.Router;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.FakeEngine;
import dev.afterglow.tasks.World;
import dev.afterglow.tasks.run.Finisher;
import dev.afterglow.text.Messages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dialects on a real listener over real tasks; gate, engine and clock are ours. */
final class Storefront implements AutoCloseable {
  static final String OWNER = "ann";
  static final String BOUNDARY = "----part";

  final FakeEngine engine = new FakeEngine("fake", 4);
  final Database database;
  final World world;
  final FileStore files;
  final BatchService batches;
  final BatchWorker worker;
  final Messages messages;
  final GenerationService generation;
  boolean keyIsValid = true;
  final TestServer server;
  private final Conformity conformity = new Conformity();

  Storefront(Path folder, boolean fitReference) throws IOException {
    this(folder, fitReference, Optional.empty(), Finisher.asTheyCome());
  }

  /** On a database that the caller has opened, and that is closed here. */
  Storefront(Path folder, Database database) throws IOException {
    this(folder, database, false, Optional.empty(), Finisher.asTheyCome());
  }

  /**
   * @param programs what makes stills, and lets films be joined where it is there
   * @param finisher what joins them
   */
  Storefront(Path folder, boolean fitReference, Optional<FilmFinisher> programs, Finisher finisher)
      throws IOException {
    this(folder, Database.sqlite(folder.resolve("afterglow.db")), fitReference, programs, finisher);
  }

  private Storefront(
      Path folder,
      Database database,
      boolean fitReference,
      Optional<FilmFinisher> programs,
      Finisher finisher)
      throws IOException {
    this.database = database;
    world = new World(folder, database, engine);
    world.finisher = finisher;
    world.start();
    world.credit(OWNER, 1000 * World.PRICE);
    SecureRandom random = new SecureRandom();
    Uploads uploads =
        Uploads.open(
            Files.createDirectories(folder.resolve("uploads")),
            world.clock,
            random,
            DiskSpace.endless(),
            1L << 30);
    Router router = new Router(List.of(engine));
    generation =
        new GenerationService(
            world.tasks(),
            router,
            new Prices(database),
            world.ledger,
            new ReferenceImages(
                new GuardedClient(OutboundPolicy.publicOnly(), new SystemResolver()), uploads),
            world.clock);
    Links links = new Links(LinkKeys.open(folder.resolve("link-keys"), random), world.clock);
    messages =
        HttpTexts.load(
            GenerateBody.MESSAGES, TaskWatch.MESSAGES, SoraRoutes.MESSAGES, OpenAiRoutes.MESSAGES);
    UlidGenerator ids = new UlidGenerator(world.clock, random);
    files =
        FileStore.open(
            database,
            folder.resolve("files"),
            DiskSpace.endless(),
            world.clock,
            ids,
            new FileLimits(64 << 10, 256 << 10, 40));
    BatchLimits limits = new BatchLimits(100, 3, 2);
    batches = new BatchService(database, world.clock, ids, limits, () -> {});
    worker =
        new BatchWorker(
            database,
            files,
            new BatchLines(world.tasks(), generation, fitReference, new Making(false), messages),
            world.tasks(),
            keyId ->
                keyIsValid
                    ? Optional.of(new Principal(OWNER, keyId, Optional.empty()))
                    : Optional.empty(),
            world.clock,
            limits);
    List<Route> routes =
        new ArrayList<>(
            OpenAiRoutes.of(
                world.tasks(),
                world.watch,
                generation,
                new StillPictures(world.films(), programs),
                new Making(false),
                batches,
                files,
                DiskSpace.endless(),
                fitReference));
    routes.addAll(
        ResellerRoutes.of(
            world.tasks(),
            generation,
            given -> Optional.of(given + "/callback"),
            links,
            new Making(true),
            DiskSpace.endless()));
    routes.addAll(
        SoraRoutes.of(
            world.tasks(),
            world.watch,
            generation,
            given -> Optional.of(given + "/callback"),
            links,
            new Making(false),
            world.ledger,
            new Prices(database),
            router,
            world.store().usage(),
            DiskSpace.endless(),
            world.clock));
    server =
        new TestServer(
            HttpLimits.DEFAULT,
            _ ->
                AccessDecision.of(
                    new Caller(OWNER, "key-" + OWNER, Optional.empty(), Optional.empty())),
            messages,
            routes,
            conformity);
  }

  HttpResponse<String> get(String target) throws IOException, InterruptedException {
    return server.send(target, UnaryOperator.identity());
  }

  HttpResponse<String> delete(String target) throws IOException, InterruptedException {
    return server.send(target, HttpRequest.Builder::DELETE);
  }

  HttpResponse<String> post(String target, String body) throws IOException, InterruptedException {
    return server.send(
        target,
        r -> r.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
  }

  /** Sends a form of these parts, each with its head. */
  HttpResponse<String> form(String target, byte[]... parts)
      throws IOException, InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.write(("--" + BOUNDARY + "\r\n").getBytes(UTF_8));
      body.write(part);
      body.write("\r\n".getBytes(UTF_8));
    }
    body.write(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
    return server.send(
        target,
        r ->
            r.header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
  }

  static byte[] field(String name, String text) {
    return part("name=\"" + name + "\"", text.getBytes(UTF_8));
  }

  /** A part as some clients write it: no file name, whatever the bytes are. */
  static byte[] nameless(String name, byte[] bytes) {
    return part("name=\"" + name + "\"\r\nContent-Type: application/octet-stream", bytes);
  }

  static byte[] part(String head, byte[] bytes) {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    part.writeBytes(("Content-Disposition: form-data; " + head + "\r\n\r\n").getBytes(ISO_8859_1));
    part.writeBytes(bytes);
    return part.toByteArray();
  }

  static byte[] png(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return bytes.toByteArray();
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  @Override
  public void close() {
    server.close();
    conformity.assertNone();
    database.close();
  }
}
