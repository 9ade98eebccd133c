package dev.afterglow.api.sora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.accounts.IssuedKey;
import dev.afterglow.accounts.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MoneyRoutesTest {
  @TempDir private Path folder;
  private Shop shop;

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void balanceTellsWhatIsLeftAndWhatWasUsed() throws Exception {
    shop.credit(10_500_000);
    String before =
        "{\"success\":true,\"remain_balance\":10.5,\"used_balance\":0,\"remain_credits\":105,"
            + "\"used_credits\":0,\"unlimited_quota\":false}";
    for (String path : List.of("/v1/balance", "/balance", "/v1/user/balance", "/user/balance")) {
      assertEquals(before, shop.get(path).body(), path);
    }
    shop.submit();
    assertTrue(
        shop.get("/v1/balance").body().contains("\"remain_balance\":9.7,\"used_balance\":0,"));
    shop.world.finish();
    assertTrue(
        shop.get("/v1/balance").body().contains("\"remain_balance\":9.7,\"used_balance\":0.8,"));
    IssuedKey other = shop.key(shop.owner, Scope.EVERYTHING);
    assertTrue(
        shop.send(other, "/v1/balance", UnaryOperator.identity())
            .body()
            .contains("\"used_balance\":0,"));
    assertTrue(
        shop.send(other, "/v1/user/balance", UnaryOperator.identity())
            .body()
            .contains("\"used_balance\":0.8,"));
  }

  @Test
  void usageIsAddedUpByModelAndDay() throws Exception {
    shop.credit(1_600_000);
    shop.submit();
    shop.submit();
    shop.world.finish();
    // the clock stands at 08:00 UTC of the 22nd, and some seconds
    String line =
        "\"amount_usd\":1.600000,\"credits\":16,\"requests\":2,\"prompt_tokens\":0,"
            + "\"completion_tokens\":0}";
    String later = "end=2026-11-23T00:00:00Z";
    assertEquals(
        "{\"code\":200,\"data\":{\"group_by\":\"model,date\",\"total\":{"
            + line
            + ",\"items\":[{\"date\":\"2026-11-22\",\"model\":\"sora-2\","
            + line
            + "]}}",
        shop.get("/v1/usage?group_by=model,date&" + later).body());
    assertTrue(
        shop.get("/usage?group_by=date&tz=Pacific/Kiritimati&" + later)
            .body()
            .contains("{\"date\":\"2026-11-22\","));
    assertTrue(
        shop.get("/usage?group_by=date&tz=Pacific/Niue&" + later)
            .body()
            .contains("{\"date\":\"2026-11-21\","));
    assertTrue(shop.get("/usage?model=sora-2-pro&" + later).body().contains("\"requests\":0"));
    IssuedKey other = shop.key(shop.owner, Scope.EVERYTHING);
    String ofKey = "/usage?" + later;
    assertTrue(shop.send(other, ofKey, UnaryOperator.identity()).body().contains("\"requests\":0"));
    assertTrue(
        shop.send(other, ofKey + "&scope=account", UnaryOperator.identity())
            .body()
            .contains("\"requests\":2"));
  }

  @Test
  void usageRefusesWhatItCannotAddUp() throws Exception {
    for (String query :
        List.of(
            "start=2026-01-01T00:00:00Z&end=2026-03-01T00:00:00Z",
            "start=5&end=5",
            "start=soon",
            "tz=Mars/Olympus",
            "group_by=key",
            "scope=everyone",
            "model=sora-3")) {
      assertEquals(400, shop.get("/v1/usage?" + query).statusCode(), query);
    }
  }
}
