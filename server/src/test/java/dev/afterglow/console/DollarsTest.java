package dev.afterglow.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class DollarsTest {
  @Test
  void moneyHasTwoDecimalsAndAsManyAsThereAre() {
    assertEquals("$0.80", Dollars.of(800_000));
    assertEquals("-$12.50", Dollars.of(-12_500_000));
    assertEquals("$0.000001", Dollars.of(1));
    assertEquals("100.00", Dollars.plain(100_000_000));
  }

  @Test
  void amountsAreReadExactlyOrNotAtAll() {
    assertEquals(OptionalLong.of(20_000_000), Dollars.parse(" $20 "));
    assertEquals(OptionalLong.of(-1), Dollars.parse("-0.000001"));
    for (String wrong :
        List.of(
            "",
            "x",
            "1e400",
            "0.0000001",
            "1,5",
            "9999999999999",
            "1e9",
            "1e3",
            "١٢",
            "NaN",
            "+5",
            "5.")) {
      assertTrue(Dollars.parse(wrong).isEmpty(), wrong);
    }
  }
}
