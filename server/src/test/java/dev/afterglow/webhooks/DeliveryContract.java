package dev.afterglow.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.standardwebhooks.Webhook;
import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import dev.afterglow.net.ScriptedUpstream.Request;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.Callback;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.Submitted;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.World;
import dev.afterglow.tasks.store.Ending;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of an end that is to be told, on any database. */
abstract class DeliveryContract {
  private static final Duration DAY = Duration.ofDays(1);
  private static final String IN = "POST /in";

  @TempDir Path folder;
  private ScriptedUpstream receiver;
  private ScriptedUpstream other;
  private PostOffice office;

  abstract Database open(Path folder);

  @BeforeEach
  void openOffice() throws Exception {
    receiver = ScriptedUpstream.start();
    other = ScriptedUpstream.start();
    office = new PostOffice(folder, open(folder), receiver, other);
  }

  @AfterEach
  void closeOffice() throws Exception {
    office.close();
    receiver.close();
    other.close();
  }

  private String in() {
    return receiver.url() + "/in";
  }

  @Test
  void endIsToldOnceSignedAsTheStandardSays() throws Exception {
    receiver.on(IN, Reply.status(200));
    var issued = office.endpoint("ann", in());
    // The library measures by the time of day.
    office.world.clock.advance(Duration.between(office.world.clock.instant(), Instant.now()));
    Task task = office.film("ann");
    office.film("bob");
    office.tick();
    office.pass(DAY);

    Request told = receiver.requests().getFirst();
    assertEquals(1, receiver.requests().size());
    new Webhook(issued.secret())
        .verify(
            told.text(),
            Map.of(
                "webhook-id", List.of(told.header("webhook-id")),
                "webhook-timestamp", List.of(told.header("webhook-timestamp")),
                "webhook-signature", List.of(told.header("webhook-signature"))));
    JsonNode event = JsonMapper.shared().readTree(told.text());
    assertEquals(told.header("webhook-id"), event.path("id").asString());
    assertEquals("evt_" + task.id().substring(5), event.path("id").asString());
    assertEquals("event", event.path("object").asString());
    assertEquals("video.completed", event.path("type").asString());
    assertEquals("video_" + task.id().substring(5), event.at("/data/id").asString());
    assertEquals(
        task.endedAt().orElseThrow().getEpochSecond(), event.path("created_at").longValue());
    assertEquals(Delivery.State.DELIVERED, office.only("ann").state());
    assertEquals(1, office.counters.delivered());
  }

  @Test
  void failuresAndCancelledTasksAreFailedVideos() {
    office.endpoint("ann", in());
    Task failed = office.world.accepted("ann");
    office.world.store().end(failed, new Ending.Failed(FailureReason.ENGINE_FAILED));
    Task cancelled = office.world.accepted("ann");
    office.world.tasks().cancel("ann", cancelled.id());
    assertEquals(
        List.of(EventType.FAILED, EventType.FAILED),
        office.deliveries("ann").stream().map(Delivery::type).toList());
  }

  @Test
  void onlyWantedEventsAndOnlyEnabledEndpointsAreTold() {
    office.webhooks.create("ann", "failures", in(), EnumSet.of(EventType.FAILED));
    var off = office.endpoint("ann", in());
    office.webhooks.change("ann", off.endpoint().id(), Webhooks.Change.enabled(false));
    var deleted = office.endpoint("ann", in());
    office.webhooks.delete("ann", deleted.endpoint().id());
    office.film("ann");
    assertEquals(List.of(), office.deliveries("ann"));
  }

  @Test
  void endThatIsNotKeptIsNotTold() {
    office.endpoint("ann", in());
    Task seen = office.world.accepted("ann");
    office.world.store().end(seen, new Ending.Failed(FailureReason.ENGINE_FAILED));
    assertEquals(
        Optional.empty(), office.world.store().end(seen, new Ending.Cancelled()), "it has ended");
    assertEquals(1, office.deliveries("ann").size());
  }

  @Test
  void callbackGetsTheTaskAndItsOwnIdAndNoSignature() {
    receiver.on("POST /in/callback", Reply.status(200));
    Task task = office.film("ann", in() + "/callback");
    office.tick();

    Request told = receiver.requests().getFirst();
    JsonNode body = JsonMapper.shared().readTree(told.text());
    assertEquals(task.id(), body.path("id").asString());
    assertEquals("en", body.path("language").asString());
    assertEquals("msg_" + task.id().substring(5), told.header("webhook-id"));
    assertEquals("", told.header("webhook-signature"));
  }

  @Test
  void cancelledTaskHasNoCallback() {
    office.engine.throwing(true);
    Task task =
        assertInstanceOf(
                Submitted.Accepted.class,
                office
                    .world
                    .tasks()
                    .submit(
                        "ann",
                        "key-ann",
                        World.request().withCallback(new Callback(in(), "en", "http://here")),
                        Optional.empty()))
            .task();
    office.world.tasks().cancel("ann", task.id());
    assertEquals(List.of(), office.deliveries("ann"));
  }

  @Test
  void deletedTaskIsNotShownToACallback() {
    Task task = office.film("ann", in() + "/callback");
    office.world.tasks().delete("ann", task.id());
    office.tick();
    assertEquals(List.of(), receiver.requests());
    assertEquals(Delivery.State.DROPPED, office.only("ann").state());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 404, 429, 500, 502})
  void everythingButSuccessIsTriedAgainWithTheSameIdAndANewTime(int status) {
    receiver.on(IN, Reply.status(status), Reply.status(204));
    office.endpoint("ann", in());
    office.film("ann");
    office.tick();
    Delivery failed = office.only("ann");
    assertEquals(Delivery.State.PENDING, failed.state());
    assertEquals(1, failed.attempts());
    assertEquals(OptionalInt.of(status), failed.last().orElseThrow().status());

    office.pass(Duration.ofSeconds(3));
    assertEquals(1, receiver.requests().size(), "not before its time");
    office.pass(Duration.ofSeconds(4));
    List<Request> told = receiver.requests();
    assertEquals(2, told.size());
    assertEquals(told.get(0).header("webhook-id"), told.get(1).header("webhook-id"));
    assertEquals(told.get(0).text(), told.get(1).text());
    assertNotEquals(
        told.get(0).header("webhook-timestamp"), told.get(1).header("webhook-timestamp"));
    assertEquals(Delivery.State.DELIVERED, office.only("ann").state());
  }

  @Test
  void messageIsGivenUpAfterADay() {
    receiver.on(IN, Reply.status(500));
    office.endpoint("ann", in());
    office.film("ann");
    for (int minute = 0; minute < 26 * 60; minute++) {
      office.pass(Duration.ofMinutes(1));
    }
    Delivery given = office.only("ann");
    assertEquals(Delivery.State.FAILED, given.state());
    assertTrue(given.attempts() >= 10 && given.attempts() <= 16, given.attempts() + " attempts");
    assertEquals(given.attempts(), receiver.requests().size());
    assertEquals(1, office.counters.failed());
    assertEquals(given.attempts() - 1, office.counters.retried());
  }

  @Test
  void callbackIsNotRepeatedWhereItWasRefused() {
    receiver.on("POST /in/callback", Reply.status(404));
    office.film("ann", in() + "/callback");
    office.tick();
    office.pass(DAY);
    assertEquals(1, receiver.requests().size());
    assertEquals(Delivery.State.FAILED, office.only("ann").state());

    receiver
        .forget("POST /in/callback")
        .on("POST /in/callback", Reply.status(503), Reply.status(200));
    office.film("ann", in() + "/callback");
    office.tick();
    office.pass(Duration.ofMinutes(1));
    assertEquals(3, receiver.requests().size(), "a passing trouble is another matter");
  }

  @Test
  void receiverThatAsksForTimeGetsIt() {
    receiver.on(IN, Reply.status(429).header("Retry-After", "3000"), Reply.status(200));
    office.endpoint("ann", in());
    office.film("ann");
    office.tick();
    office.pass(Duration.ofSeconds(2900));
    assertEquals(1, receiver.requests().size());
    office.film("ann");
    office.pass(Duration.ZERO);
    assertEquals(1, receiver.requests().size(), "of other messages, too");
    office.pass(Duration.ofSeconds(100));
    office.tick();
    assertEquals(3, receiver.requests().size());
  }

  @Test
  void endpointThatIsGoneGetsNothingMore() {
    receiver.on(IN, Reply.status(410));
    var issued = office.endpoint("ann", in());
    office.film("ann");
    office.film("ann");
    office.tick();
    office.pass(DAY);
    Endpoint endpoint = office.find(issued);
    assertEquals(Endpoint.Reason.GONE, endpoint.disabled().orElseThrow().reason());
    assertEquals(
        Set.of(Delivery.State.FAILED, Delivery.State.DROPPED),
        Set.copyOf(office.deliveries("ann").stream().map(Delivery::state).toList()));
    int told = receiver.requests().size();
    office.film("ann");
    office.pass(DAY);
    assertEquals(told, receiver.requests().size());
    assertEquals(2, office.deliveries("ann").size());

    office.webhooks.change("ann", endpoint.id(), Webhooks.Change.enabled(true));
    assertEquals(Optional.empty(), office.find(issued).disabled());
  }

  @Test
  void endpointThatFailsForDaysIsDisabled() {
    receiver.on(IN, Reply.status(500));
    var issued = office.endpoint("ann", in());
    for (int hour = 0; hour < 5 * 24; hour++) {
      if (hour % 8 == 0) {
        office.film("ann");
      }
      office.pass(Duration.ofHours(1));
      assertTrue(
          hour > 5 * 24 - 3 || office.find(issued).disabled().isEmpty(), "after hours: " + hour);
    }
    office.pass(Duration.ofHours(3));
    office.film("ann");
    office.pass(Duration.ofHours(1));
    Endpoint endpoint = office.find(issued);
    assertEquals(Endpoint.Reason.FAILING, endpoint.disabled().orElseThrow().reason());
    assertTrue(endpoint.failingSince().isPresent());
    assertTrue(
        office.deliveries("ann").stream().noneMatch(d -> d.state() == Delivery.State.PENDING));
  }

  @Test
  void oneSuccessEndsATrouble() {
    receiver.on(IN, Reply.status(500), Reply.status(200));
    var issued = office.endpoint("ann", in());
    office.film("ann");
    office.tick();
    assertTrue(office.find(issued).failingSince().isPresent());
    office.pass(Duration.ofMinutes(1));
    assertEquals(Optional.empty(), office.find(issued).failingSince());
  }

  @Test
  void ownerWhoIsShutOutIsToldNothing() {
    office.endpoint("ann", in());
    office.film("ann");
    office.shutOut.add("ann");
    office.tick();
    assertEquals(List.of(), receiver.requests());
    assertEquals(Delivery.State.DROPPED, office.only("ann").state());
  }

  @Test
  void messageThatWasSentWithoutBeingNotedIsSentOnceMore() {
    receiver.on(IN, Reply.status(200));
    office.endpoint("ann", in());
    office.film("ann");
    Deque<Runnable> dying = new ArrayDeque<>();
    office.dispatcher(dying::add).tick();
    assertEquals(1, dying.size()); // and the process is gone before it is run
    office.tick();
    assertEquals(Delivery.State.DELIVERED, office.only("ann").state());
  }

  @Test
  void deadReceiverHoldsUpNobody() throws Exception {
    receiver.on(IN, Reply.hangUp());
    other.on(IN, Reply.status(200));
    office.endpoint("ann", in());
    office.endpoint("bob", other.url() + "/in");
    for (int i = 0; i < 50; i++) {
      office.world.accepted("ann");
    }
    Task bobs = office.world.accepted("bob");
    office.world.finish();
    assertTrue(office.world.find(bobs).endedAt().isPresent());
    List<Runnable> begun = new ArrayList<>();
    Dispatcher dispatcher = office.dispatcher(begun::add);
    dispatcher.tick();
    assertEquals(5, begun.size(), "four of fifty to the one, and all to the other");
    dispatcher.tick();
    assertEquals(5, begun.size(), "none twice");
    begun.forEach(Runnable::run);
    assertEquals(Delivery.State.DELIVERED, office.only("bob").state());
    begun.clear();
    office.world.clock.advance(Duration.ofMinutes(1));
    dispatcher.tick();
    assertEquals(1, begun.size(), "only one at a time to a receiver in trouble");
  }

  @Test
  void receiverInTroubleHasItsPauseAfterARestart() {
    receiver.on(IN, Reply.hangUp());
    office.endpoint("ann", in());
    for (int i = 0; i < 6; i++) {
      office.world.accepted("ann");
    }
    office.world.finish();
    office.tick();
    assertEquals(4, receiver.requests().size());

    office.world.clock.advance(Duration.ofSeconds(1));
    assertEquals(0, begunByANewProcess().size(), "the two that were not tried wait, too");
    office.world.clock.advance(Duration.ofSeconds(10));
    List<Runnable> begun = begunByANewProcess();
    assertEquals(1, begun.size(), "one at a time");

    receiver.forget(IN).on(IN, Reply.status(200));
    begun.getFirst().run();
    assertEquals(4, begunByANewProcess().size(), "it is well again");
  }

  private List<Runnable> begunByANewProcess() {
    List<Runnable> begun = new ArrayList<>();
    office.dispatcher(begun::add).tick();
    return begun;
  }

  @Test
  void everyTargetHasItsTurn() {
    other.on(IN, Reply.status(200));
    receiver.on(IN, Reply.status(200));
    for (int i = 0; i < 10; i++) {
      office.endpoint(i % 2 == 0 ? "ann" : "bob", i < 5 ? in() : other.url() + "/in");
    }
    for (int i = 0; i < 20; i++) {
      office.world.accepted(i % 2 == 0 ? "ann" : "bob");
    }
    office.world.finish();
    for (int i = 0; i < 100; i++) {
      office.tick();
    }
    assertEquals(100, receiver.requests().size() + other.requests().size());
    assertEquals(100, office.counters.delivered());
  }

  @Test
  void whatEndedIsForgottenAfterAWeek() {
    receiver.on(IN, Reply.status(200));
    office.endpoint("ann", in());
    office.film("ann");
    office.tick();
    office.pass(Duration.ofDays(7).minusHours(1));
    assertEquals(1, office.deliveries("ann").size());
    office.pass(Duration.ofHours(2));
    assertEquals(List.of(), office.deliveries("ann"));
  }

  @Test
  void messageCanBeDeliveredOnceMoreUnderTheSameId() {
    receiver.on(IN, Reply.status(200));
    office.endpoint("ann", in());
    office.film("ann");
    office.tick();
    Delivery delivered = office.only("ann");
    var again =
        assertInstanceOf(
            Webhooks.Queued.Waiting.class, office.webhooks.redeliver("ann", delivered.id()));
    assertEquals(Delivery.State.PENDING, again.delivery().state());
    office.tick();
    assertEquals(2, receiver.requests().size());
    assertEquals(
        receiver.requests().get(0).header("webhook-id"),
        receiver.requests().get(1).header("webhook-id"));
    assertEquals(new Webhooks.Queued.NotFound(), office.webhooks.redeliver("bob", delivered.id()));
    office.webhooks.delete("ann", delivered.target());
    assertEquals(new Webhooks.Queued.Disabled(), office.webhooks.redeliver("ann", delivered.id()));
  }

  @Test
  void rotatedSecretsBothSignForADay() throws Exception {
    receiver.on(IN, Reply.status(200));
    var first = office.endpoint("ann", in());
    String id = first.endpoint().id();
    var second =
        assertInstanceOf(Webhooks.Registered.Issued.class, office.webhooks.rotate("ann", id, true));
    assertNotEquals(first.secret(), second.secret());
    office.webhooks.test("ann", id, EventType.COMPLETED);
    assertEquals(2, signatures().length);
    office.world.clock.advance(DAY);
    office.webhooks.test("ann", id, EventType.FAILED);
    assertEquals(1, signatures().length);
    office.webhooks.rotate("ann", id, true);
    office.webhooks.rotate("ann", id, false);
    office.webhooks.test("ann", id, EventType.FAILED);
    assertEquals(1, signatures().length, "at once");
  }

  private String[] signatures() {
    return receiver.requests().getLast().header("webhook-signature").split(" ");
  }

  @Test
  void testTellsWhatTheReceiverAnswersAndLeavesNothing() {
    receiver.on(IN, Reply.status(418), Reply.hangUp());
    var issued = office.endpoint("ann", in());
    String id = issued.endpoint().id();
    assertEquals(
        new Webhooks.Tested.Answered(418), office.webhooks.test("ann", id, EventType.COMPLETED));
    assertEquals(
        new Webhooks.Tested.Silent(Delivery.Fault.NO_ANSWER),
        office.webhooks.test("ann", id, EventType.COMPLETED));
    assertEquals(
        new Webhooks.Tested.NotFound(), office.webhooks.test("bob", id, EventType.COMPLETED));
    assertEquals(List.of(), office.deliveries("ann"));
    assertEquals(Optional.empty(), office.find(issued).failingSince());
  }

  @Test
  void endpointsAreBoundedAndTheirAddressesChecked() {
    for (String bad : List.of("http://10.0.0.1/", "ftp://a.org/", "x", "https://a.org:22/")) {
      assertEquals(
          new Webhooks.Registered.BadUrl(),
          office.webhooks.create("ann", "n", bad, EnumSet.of(EventType.FAILED)),
          bad);
    }
    assertEquals(
        new Webhooks.Registered.BadUrl(),
        office.webhooks.create(
            "ann", "n", "https://a.org/" + "x".repeat(2048), EnumSet.of(EventType.FAILED)));
    for (int i = 0; i < 10; i++) {
      office.endpoint("ann", in());
    }
    assertEquals(
        new Webhooks.Registered.TooMany(10),
        office.webhooks.create("ann", "n", in(), EnumSet.of(EventType.FAILED)));
    assertInstanceOf(Webhooks.Registered.Issued.class, office.endpoint("bob", in()));
  }

  @Test
  void strangersChangeNothing() {
    var issued = office.endpoint("ann", in());
    String id = issued.endpoint().id();
    assertEquals(Optional.empty(), office.webhooks.find("bob", id));
    assertFalse(office.webhooks.delete("bob", id));
    assertEquals(new Webhooks.Registered.NotFound(), office.webhooks.rotate("bob", id, false));
    assertEquals(
        new Webhooks.Registered.NotFound(),
        office.webhooks.change("bob", id, Webhooks.Change.enabled(false)));
    assertEquals(issued.endpoint(), office.find(issued));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://h.example.org/api",
        "https://h.example.org/api/",
        "https://h.example.org/api//"
      })
  void callbacksAddressIsTheBaseWithAWordBehindIt(String base) {
    assertEquals(
        Optional.of("https://h.shop.org/api/callback"),
        office.webhooks.callback(base.replace("example", "shop")));
    assertEquals(
        Optional.of("https://h.shop.org/callback?a=b"),
        office.webhooks.callback("https://h.shop.org?a=b"));
    assertEquals(Optional.empty(), office.webhooks.callback("ftp://h.shop.org/x"));
  }
}
