package dev.afterglow.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.sun.net.httpserver.HttpServer;
import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capacity;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.Size;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.files.DiskSpace;
import dev.afterglow.generation.GenerationOutcome.Decided;
import dev.afterglow.generation.GenerationOutcome.ImageRefused;
import dev.afterglow.generation.GenerationOutcome.ModelNotAllowed;
import dev.afterglow.images.ImageOutcome;
import dev.afterglow.images.ImageReference;
import dev.afterglow.images.ReferenceImages;
import dev.afterglow.images.Uploads;
import dev.afterglow.ip.Cidr;
import dev.afterglow.ledger.HoldOutcome;
import dev.afterglow.ledger.Prices;
import dev.afterglow.ledger.SpendCap;
import dev.afterglow.net.GuardedClient;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.routing.Router;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.FakeEngine;
import dev.afterglow.tasks.GenerationSpec;
import dev.afterglow.tasks.Idempotency;
import dev.afterglow.tasks.Submitted;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.World;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The order of checks, told by requests with several faults at once: the first in the order is the
 * one that is answered, and nothing that comes later has been begun.
 */
abstract class GenerationServiceContract {
  private static final String ANN = "ann";
  private static final long PRICE = 400_000;
  private static final Principal EVERYTHING = new Principal(ANN, "key", Optional.empty());
  private static final Principal SORA_2_ONLY =
      new Principal(ANN, "key", Optional.of(Set.of("sora-2")));

  /** No engine here makes this one. */
  private static final GenerationSpec PRO = spec(Model.SORA_2_PRO, Resolution.P1080, "rain");

  private static final GenerationSpec RAIN = spec(Model.SORA_2, Resolution.P720, "rain");

  @TempDir Path folder;
  private final AtomicInteger visits = new AtomicInteger();
  private Runnable atVisit = () -> {};
  private byte[] image = new byte[0];
  private HttpServer site;
  private Database database;
  private World world;
  private GenerationService service;

  abstract Database open(Path folder);

  @BeforeEach
  void start() throws IOException {
    database = open(folder);
    world = new World(folder, database, engine(Orientation.values()));
    image = picture(64, 128);
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext(
        "/",
        exchange -> {
          visits.incrementAndGet();
          atVisit.run();
          exchange.sendResponseHeaders(200, image.length);
          exchange.getResponseBody().write(image);
          exchange.close();
        });
    site.start();
    service = service();
  }

  @AfterEach
  void stop() {
    site.stop(0);
    database.close();
  }

  @Test
  void keyWithoutTheModelIsRefusedFirst() throws IOException {
    Optional<Idempotency> used = Optional.of(SpecHash.idempotency("k", RAIN, Optional.empty()));
    world.credit(ANN, PRICE);
    service.generate(EVERYTHING, RAIN, Optional.empty(), used);
    image = new byte[0];

    assertEquals(
        new ModelNotAllowed(Model.SORA_2_PRO),
        service.generate(SORA_2_ONLY, PRO, address(), idempotency("k", PRO)));
    assertNothingBegun();
    assertEquals(0, world.ledger.balance(ANN).availableMicros());
  }

  @Test
  void repetitionIsAnsweredBeforeEngineMoneyAndPicture() throws IOException {
    world.credit(ANN, PRICE);
    Task task = accepted(service.generate(EVERYTHING, RAIN, address(), idempotency("k", RAIN)));
    assertEquals(1, visits.get());
    image = new byte[0];
    world.engines = List.of(engine());
    world.start();
    service = service();

    Decided again =
        assertInstanceOf(
            Decided.class, service.generate(EVERYTHING, RAIN, address(), idempotency("k", RAIN)));
    assertEquals(
        task.id(), assertInstanceOf(Submitted.Replayed.class, again.submitted()).task().id());
    assertEquals(
        new Decided(new Submitted.KeyReused()),
        service.generate(EVERYTHING, PRO, address(), idempotency("k", PRO)));
    assertEquals(1, visits.get());
  }

  @Test
  void filmThatNoEngineMakesIsRefusedBeforeMoneyAndPicture() throws IOException {
    image = new byte[0];
    assertEquals(
        new Decided(new Submitted.Unsupported(PRO.model(), PRO.format(), true)),
        service.generate(EVERYTHING, PRO, address(), idempotency("k", PRO)));
    assertNothingBegun();
  }

  @Test
  void moneyIsLookedAtBeforeThePictureIsFetched() throws IOException {
    world.credit(ANN, PRICE - 1);
    image = new byte[0];
    assertEquals(
        refused(new HoldOutcome.Insufficient(PRICE, PRICE - 1)),
        service.generate(EVERYTHING, RAIN, address(), Optional.empty()));
    assertNothingBegun();
  }

  @Test
  void capOfTheKeyIsLookedAtBeforeThePictureIsFetched() throws IOException {
    world.credit(ANN, 10 * PRICE);
    cap(new SpendCap(OptionalLong.of(PRICE - 1), OptionalLong.empty()));
    HoldOutcome.Refusal daily =
        new HoldOutcome.CapReached(HoldOutcome.Period.DAY, PRICE - 1, PRICE - 1, PRICE);
    assertEquals(refused(daily), service.generate(EVERYTHING, RAIN, address(), Optional.empty()));
    assertEquals(
        refused(daily), service.generate(EVERYTHING, RAIN, Optional.empty(), Optional.empty()));

    cap(new SpendCap(OptionalLong.empty(), OptionalLong.of(2 * PRICE)));
    accepted(service.generate(EVERYTHING, RAIN, Optional.empty(), Optional.empty()));
    accepted(service.generate(EVERYTHING, RAIN, Optional.empty(), Optional.empty()));
    assertEquals(
        refused(new HoldOutcome.CapReached(HoldOutcome.Period.TOTAL, 2 * PRICE, 0, PRICE)),
        service.generate(EVERYTHING, RAIN, address(), Optional.empty()));
    assertNothingBegun();
  }

  @Test
  void transactionDecidesAboutTheMoneyAndNotTheLook() throws IOException {
    world.credit(ANN, PRICE);
    atVisit =
        () ->
            database.write(
                tx -> world.ledger.debit(tx, ANN, "taken", 1, "test", world.clock.instant()));
    assertEquals(
        refused(new HoldOutcome.Insufficient(PRICE, PRICE - 1)),
        service.generate(EVERYTHING, RAIN, address(), Optional.empty()));
    assertEquals(1, visits.get());
    assertEquals(List.of(), world.pictures());
    world.assertMoney(ANN, PRICE - 1);
  }

  @Test
  void pictureThatIsNoneLeavesNothing() throws IOException {
    world.credit(ANN, PRICE);
    image = new byte[] {1, 2, 3};
    assertEquals(
        new ImageRefused(ImageOutcome.Fault.UNREACHABLE),
        service.generate(EVERYTHING, RAIN, address(), idempotency("k", RAIN)));
    assertEquals(List.of(), world.pictures());
    world.assertMoney(ANN, PRICE);

    image = picture(64, 128);
    accepted(service.generate(EVERYTHING, RAIN, address(), idempotency("k", RAIN)));
  }

  @Test
  void pictureDecidesTheOrientationHoweverItCame() throws IOException {
    world.credit(ANN, 2 * PRICE);
    Task fetched = accepted(service.generate(EVERYTHING, RAIN, address(), Optional.empty()));
    assertEquals(Orientation.PORTRAIT, fetched.spec().format().orientation());
    assertEquals(1, visits.get());

    Task handed =
        accepted(
            service.generate(
                EVERYTHING,
                RAIN,
                Optional.of(new ImageReference.Bytes(picture(64, 128))),
                Optional.empty()));
    assertEquals(Orientation.PORTRAIT, handed.spec().format().orientation());
    assertEquals(1, visits.get());
    assertEquals(2, world.pictures().size());
  }

  /** Whether the engine suits is known only when the picture is. */
  @Test
  void pictureOfTheOtherOrientationIsNotRefusedTooEarly() throws IOException {
    world.credit(ANN, PRICE);
    world.engines = List.of(engine(Orientation.PORTRAIT));
    world.start();
    service = service();
    accepted(service.generate(EVERYTHING, RAIN, address(), Optional.empty()));

    world.credit(ANN, PRICE);
    image = picture(128, 64);
    assertEquals(
        new Decided(new Submitted.Unsupported(RAIN.model(), RAIN.format(), true)),
        service.generate(EVERYTHING, RAIN, address(), Optional.empty()));
    assertEquals(1, world.pictures().size());
  }

  @Test
  void fingerprintIsThatOfTheFilm() {
    assertEquals(hash(RAIN, Optional.empty()), hash(RAIN, Optional.empty()));
    assertNotEquals(hash(RAIN, Optional.empty()), hash(PRO, Optional.empty()));
    assertNotEquals(hash(RAIN, Optional.empty()), hash(RAIN, named("a")));
    assertNotEquals(hash(RAIN, named("a")), hash(RAIN, named("b")));
    assertNotEquals(hash(RAIN, bytes(1)), hash(RAIN, bytes(2)));
    assertEquals(hash(RAIN, bytes(1)), hash(RAIN, bytes(1)));
    GenerationSpec seeded =
        new GenerationSpec(
            RAIN.model(), RAIN.prompt(), RAIN.format(), Optional.empty(), OptionalLong.of(7));
    assertNotEquals(hash(RAIN, Optional.empty()), hash(seeded, Optional.empty()));
  }

  private static String hash(GenerationSpec spec, Optional<ImageReference> picture) {
    return SpecHash.idempotency("k", spec, picture).bodyHash();
  }

  private static Optional<ImageReference> named(String text) {
    return Optional.of(new ImageReference.Named(text));
  }

  private static Optional<ImageReference> bytes(int only) {
    return Optional.of(new ImageReference.Bytes(new byte[] {(byte) only}));
  }

  private void assertNothingBegun() throws IOException {
    assertEquals(0, visits.get());
    assertEquals(List.of(), world.pictures());
  }

  private static Task accepted(GenerationOutcome outcome) {
    Decided decided = assertInstanceOf(Decided.class, outcome);
    return assertInstanceOf(Submitted.Accepted.class, decided.submitted()).task();
  }

  private static GenerationOutcome refused(HoldOutcome.Refusal why) {
    return new Decided(new Submitted.Refused(why));
  }

  private Optional<Idempotency> idempotency(String key, GenerationSpec spec) {
    return Optional.of(SpecHash.idempotency(key, spec, address()));
  }

  private Optional<ImageReference> address() {
    return Optional.of(
        new ImageReference.Named("http://127.0.0.1:" + site.getAddress().getPort() + "/a.png"));
  }

  private void cap(SpendCap cap) {
    database.write(tx -> {
      world.ledger.cap(tx, EVERYTHING.keyId(), cap);
      return true;
    });
  }

  private GenerationService service() throws IOException {
    OutboundPolicy loopback =
        new OutboundPolicy(List.of(Cidr.parse("127.0.0.0/8")), Set.of(site.getAddress().getPort()));
    Uploads uploads =
        Uploads.open(
            folder.resolve("uploads"),
            world.clock,
            new SecureRandom(),
            DiskSpace.endless(),
            1L << 30);
    return new GenerationService(
        world.tasks(),
        new Router(world.engines),
        new Prices(database),
        world.ledger,
        new ReferenceImages(
            new GuardedClient(
                loopback, (name, patience) -> List.of(InetAddress.getLoopbackAddress())),
            uploads),
        world.clock);
  }

  /** Makes 720p, held so; without any, nothing that anybody can order. */
  private static FakeEngine engine(Orientation... orientations) {
    return new FakeEngine(
        "studio",
        Capacity.ofRunning(2),
        new Capabilities(
            new Capabilities.Sizes.Listed(
                orientations.length == 0
                    ? List.of(new Size(16, 16))
                    : Arrays.stream(orientations).map(held -> size(held)).toList()),
            new Capabilities.Lengths.Listed(VideoFormat.SECONDS),
            OptionalInt.empty(),
            true,
            true,
            true,
            false));
  }

  private static Size size(Orientation held) {
    return new Size(Resolution.P720.width(held), Resolution.P720.height(held));
  }

  private static GenerationSpec spec(Model model, Resolution resolution, String prompt) {
    return new GenerationSpec(
        model,
        prompt,
        new VideoFormat(resolution, Orientation.LANDSCAPE, 4),
        Optional.empty(),
        OptionalLong.empty());
  }

  private static byte[] picture(int width, int height) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", file);
    return file.toByteArray();
  }
}
