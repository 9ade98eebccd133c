package dev.afterglow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ByteQuotaTest {
  private final ByteQuota quota = new ByteQuota(100);

  @Test
  void eachOwnerHasItsOwnBound() {
    assertTrue(quota.tryTake("a", 60));
    assertFalse(quota.tryTake("a", 41));
    assertEquals(40, quota.leftBytes("a"));
    assertTrue(quota.tryTake("a", 40));
    assertTrue(quota.tryTake("b", 100));
    assertEquals(0, quota.leftBytes("b"));
  }

  @Test
  void whatIsGivenBackMayBeTakenAgain() {
    assertTrue(quota.tryTake("a", 100));
    quota.giveBack("a", 30);
    assertTrue(quota.tryTake("a", 30));
    quota.giveBack("a", 1_000);
    assertEquals(100, quota.leftBytes("a"));
  }

  @Test
  void whatIsThereAlreadyCountsThoughItIsTooMuch() {
    quota.put("a", 90);
    quota.put("a", 90);
    assertEquals(0, quota.leftBytes("a"));
    assertFalse(quota.tryTake("a", 1));
    quota.giveBack("a", 90);
    assertTrue(quota.tryTake("a", 10));
  }

  @Test
  void boundMayBeNothingAndNotLess() {
    assertFalse(new ByteQuota(0).tryTake("a", 1));
    assertThrows(IllegalArgumentException.class, () -> new ByteQuota(-1));
  }
}
