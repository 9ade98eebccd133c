package dev.afterglow.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.afterglow.remote.VendorFault.Kind;
import org.junit.jupiter.api.Test;

final class FaultTableTest {
  private static final FaultTable TABLE =
      FaultTable.empty()
          .holding(Kind.CONTENT, "sensitive")
          .beginning(Kind.INPUT, "input", "parameter");

  @Test
  void firstRowThatFitsDecidesWhateverTheCase() {
    assertEquals(Kind.CONTENT, kind("InputTextSensitiveContent"));
    assertEquals(Kind.INPUT, kind("InputText"));
    assertEquals(Kind.INPUT, kind("PARAMETER.width"));
    assertEquals(Kind.UNNAMED, kind("MissingParameter"));
    assertEquals(Kind.UNNAMED, kind(""));
  }

  @Test
  void operatorIsToldWhereAndWhat() {
    assertEquals("HTTP 400: Input: no", TABLE.fault("Input", "no", "HTTP 400").said());
    assertEquals("failed: no", TABLE.fault("", "no", "failed").said());
  }

  private static Kind kind(String code) {
    return TABLE.fault(code, "message", "HTTP 400").kind();
  }
}
