package dev.afterglow.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.quota.ByteQuota;
import org.junit.jupiter.api.Test;

/** Of uploads that do not all fit, as many are stored as do. */
final class UploadRoomTest {
  private static final String OWNER = "own_1";

  private final ByteQuota quota = new ByteQuota(300);
  private final UploadRoom first = new UploadRoom(quota, OWNER);
  private final UploadRoom second = new UploadRoom(quota, OWNER);

  @Test
  void whatIsKnownBeforeIsTakenBefore() {
    assertTrue(first.growsTo(180));
    assertFalse(second.growsTo(180));
    assertEquals(120, quota.leftBytes(OWNER));
    first.kept(150);
    first.close();
    second.close();
    assertEquals(150, quota.leftBytes(OWNER));
  }

  @Test
  void whoeverOutgrowsTheQuotaLeavesItToTheOther() {
    assertTrue(first.growsTo(150));
    assertTrue(second.growsTo(150));
    assertFalse(second.growsTo(180));
    assertTrue(first.growsTo(180));
    first.kept(180);
    assertEquals(120, quota.leftBytes(OWNER));
  }

  @Test
  void whatDoesNotBecomeAnUploadIsGivenBackOnce() {
    assertTrue(first.growsTo(100));
    assertTrue(second.growsTo(50));
    second.kept(50);
    first.close();
    first.close();
    assertEquals(250, quota.leftBytes(OWNER));
  }
}
