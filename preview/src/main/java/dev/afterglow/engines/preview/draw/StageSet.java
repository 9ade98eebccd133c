package dev.afterglow.engines.preview.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Paints frames: all layers row by row, so that a row stays in the processor's cache, and nothing
 * where a layer in front hides it. A layer that mirrors has a pass over the picture to itself: what
 * it reads must be finished, and must not be painted over by what stands in front while it reads.
 */
public final class StageSet {
  private static final int BAND = 8;

  private final Canvas canvas;
  private final Crew crew;
  private final List<Layer> layers;
  private final List<Layer[]> passes = new ArrayList<>();
  private final Queue<Worker> idle = new ConcurrentLinkedQueue<>();

  StageSet(Space space, List<Layer> layers, Crew crew) {
    this.canvas = new Canvas(space.width(), space.height());
    this.crew = crew;
    this.layers = List.copyOf(layers);
    List<Layer> pass = new ArrayList<>();
    for (Layer layer : layers) {
      if (layer.mirrors() || (!pass.isEmpty() && pass.getLast().mirrors())) {
        passes.add(pass.toArray(Layer[]::new));
        pass.clear();
      }
      pass.add(layer);
    }
    passes.add(pass.toArray(Layer[]::new));
  }

  /** Paints one frame; the canvas is the same every time. */
  public Canvas paint(Frame frame) throws InterruptedException {
    for (Layer layer : layers) {
      layer.ready(frame, crew);
    }
    for (Layer[] pass : passes) {
      crew.each(canvas.height(), BAND, (from, to) -> paint(frame, pass, from, to));
    }
    return canvas;
  }

  private void paint(Frame frame, Layer[] pass, int from, int to) {
    Worker worker = idle.poll();
    if (worker == null) {
      worker = new Worker(new Row(canvas, frame), layers.size());
    }
    for (int y = from; y < to; y++) {
      worker.paint(frame, pass, y);
    }
    idle.add(worker);
  }

  /** Paints one row at a time: front to back to see what is hidden, then back to front. */
  private static final class Worker {
    private final Row row;
    private final Span span = new Span();
    private final int[] from;
    private final int[] to;
    private final int[] holeFrom;
    private final int[] holeTo;

    Worker(Row row, int layers) {
      this.row = row;
      from = new int[layers];
      to = new int[layers];
      holeFrom = new int[layers];
      holeTo = new int[layers];
    }

    void paint(Frame frame, Layer[] pass, int y) {
      row.at(frame, y);
      look(frame, pass, y);
      for (int k = 0; k < pass.length; k++) {
        if (holeTo[k] < holeFrom[k]) {
          stretch(pass[k], from[k], to[k]);
        } else {
          stretch(pass[k], from[k], holeFrom[k] - 1);
          stretch(pass[k], holeTo[k] + 1, to[k]);
        }
      }
    }

    private void stretch(Layer layer, int first, int last) {
      if (first <= last) {
        layer.paint(row.between(first, last));
      }
    }

    private void look(Frame frame, Layer[] pass, int y) {
      int left = row.from();
      int right = row.to();
      int gapFrom = 1;
      int gapTo = 0;
      for (int k = pass.length - 1; k >= 0; k--) {
        from[k] = left;
        to[k] = right;
        holeFrom[k] = Math.max(gapFrom, left);
        holeTo[k] = Math.min(gapTo, right);
        span.clear();
        pass[k].hides(frame, y, span);
        if (span.isEmpty()) {
          continue;
        }
        if (span.from() <= left) {
          left = Math.max(left, span.to() + 1);
        } else if (span.to() >= right) {
          right = Math.min(right, span.from() - 1);
        } else if (span.to() - span.from() > gapTo - gapFrom) {
          gapFrom = span.from();
          gapTo = span.to();
        }
      }
    }
  }
}
