package dev.afterglow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void columnsAlignForChineseAndLatinAlike() {
    Table table = new Table(List.of("NAME", "ID"));
    table.row(List.of("张伟", "o1"));
    table.row(List.of("Anna", "o2"));
    assertEquals("NAME  ID\n张伟  o1\nAnna  o2\n", table.text());
  }

  @Test
  void aNameCannotSteerTheTerminal() {
    Table table = new Table(List.of("NAME"));
    table.row(List.of("\u001b[2Jx\u202e"));
    assertEquals("NAME\n?[2Jx?\n", table.text());
  }

  @Test
  void aRowOfAnotherLengthIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new Table(List.of("A", "B")).row(List.of("1")));
  }
}
