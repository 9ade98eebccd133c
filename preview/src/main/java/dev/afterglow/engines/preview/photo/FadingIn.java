package dev.afterglow.engines.preview.photo;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Row;

/** A layer that is not there in the first frame, and wholly there a moment later. */
record FadingIn(Layer layer) implements Layer {
  private static final float SECONDS = 1.1f;

  @Override
  public void ready(Frame frame, Crew crew) throws InterruptedException {
    layer.ready(frame, crew);
  }

  @Override
  public void paint(Row row) {
    float part = Curves.smooth(0, SECONDS, row.frame().seconds());
    if (part >= 1) {
      layer.paint(row);
      return;
    }
    int from = row.base() + row.from();
    int length = row.to() - row.from() + 1;
    float[][] planes = {row.red(), row.green(), row.blue()};
    for (int k = 0; k < planes.length; k++) {
      System.arraycopy(planes[k], from, row.scratch(4 + k), 0, length);
    }
    int first = row.from();
    layer.paint(row);
    for (int k = 0; k < planes.length; k++) {
      float[] before = row.scratch(4 + k);
      float[] plane = planes[k];
      for (int x = 0; x < length; x++) {
        int i = row.base() + first + x;
        plane[i] = before[x] + (plane[i] - before[x]) * part;
      }
    }
  }
}
