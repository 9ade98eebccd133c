package dev.afterglow.engines.preview.city;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A row of buildings, and how it is painted. */
final class Blocks {
  private final List<Block> blocks = new ArrayList<>();
  private final Stage stage;
  private final City.Row row;
  private final float foot;
  private final Facade facade;

  private Blocks(Stage stage, City.Row row) {
    this.stage = stage;
    this.row = row;
    this.foot = stage.horizon() + 8;
    this.facade = new Facade(stage, row);
  }

  static Blocks of(Stage stage, City.Row row) {
    Blocks all = new Blocks(stage, row);
    SplittableRandom random = stage.random("blocks " + row.plane());
    float half = stage.space().half() + 110;
    float offset = stage.offset("skyline");
    for (float x = -half; x < half; ) {
      float width = (float) random.nextDouble(46, 104) * row.wide();
      // towers gather in a centre, as business districts do
      float centre = Curves.fall(2.4f * sq((x - half * 0.16f) / half));
      float wave = 0.5f + 0.9f * Noise.at(x / 150 + offset, row.depth() * 9);
      float part = 0.16f + 0.34f * wave + 0.50f * centre * (float) random.nextDouble(0.35, 1);
      float top = stage.horizon() * (1 - row.tall() * Math.clamp(part, 0.10f, 1));
      all.blocks.add(Block.of(random, x, width, top, all.foot));
      x += width * (float) random.nextDouble(0.82, 1.12);
    }
    return all;
  }

  private static float sq(float v) {
    return v * v;
  }

  List<Block> all() {
    return blocks;
  }

  void paint(Sheet sheet) throws InterruptedException {
    for (Block block : blocks) {
      if (block.mast() > 0) {
        mast(sheet, block);
      }
    }
    // bands of rows do not touch, so buildings in one band may overlap without a race
    stage
        .crew()
        .each(
            sheet.height(),
            16,
            (from, to) -> {
              for (Block block : blocks) {
                paint(sheet, block, from, to);
              }
            });
  }

  private void paint(Sheet sheet, Block block, int from, int to) {
    int first = Math.max(from, (int) Math.floor(sheet.row(block.top())));
    int last = Math.min(to - 1, (int) Math.ceil(sheet.row(foot)));
    for (int y = first; y <= last; y++) {
      float unitY = sheet.unitY(y);
      float roof = Curves.clamp(y - sheet.row(block.top()) + 0.5f);
      float reach = block.reach(unitY);
      float left = sheet.column(block.middle() - reach);
      float right = sheet.column(block.middle() + reach);
      for (int x = (int) Math.floor(left); x <= (int) Math.ceil(right); x++) {
        float edge = Curves.clamp(Math.min(x - left, right - x) + 0.5f);
        if (edge > 0) {
          Rgb colour = facade.colour(block, sheet.unitX(x), unitY, reach);
          sheet.put(x, y, colour, edge * roof);
        }
      }
    }
  }

  private void mast(Sheet sheet, Block block) {
    int x = Math.round(sheet.column(block.middle()));
    int top = Math.round(sheet.row(block.top() - block.mast()));
    int bottom = Math.round(sheet.row(block.top())) + 1;
    Rgb colour = facade.wall(block, 0.35f);
    int thick = Math.max(1, Math.round(1.3f * sheet.scale() * row.wide()));
    for (int y = top; y <= bottom; y++) {
      float part = 0.35f + 0.65f * (y - top) / Math.max(1f, bottom - top);
      for (int i = 0; i < thick; i++) {
        sheet.put(x + i, y, colour, part);
      }
    }
  }
}
