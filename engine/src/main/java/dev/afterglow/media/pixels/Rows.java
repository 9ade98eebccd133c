package dev.afterglow.media.pixels;

import dev.afterglow.media.pixels.Parts.Channels;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * A decoder's pixels row by row as gray, RGB or ink, 0 to 255, whatever they were kept as. The
 * numbers themselves are taken: the JDK's gray is a linear one, and drawing through it makes every
 * gray far too light. What is transparent lies on white.
 */
abstract class Rows {
  static final int GRAY = 1;
  static final int RGB = 3;

  /** 0 is no ink. */
  static final int CMYK = 4;

  private final Raster raster;
  private int[] samples = new int[0];

  private Rows(Raster raster) {
    this.raster = raster;
  }

  /** Numbers that a decoder gave without understanding them. */
  static Rows of(Raster raster, Channels channels) {
    return switch (channels) {
      case GRAY, RGB, CMYK, OF_THE_MODEL -> new Plain(raster, raster.getNumBands(), false);
      case INVERTED_CMYK -> new Plain(raster, CMYK, true);
      case YCBCR -> new Luma(raster, RGB, false);
      case YCCK -> new Luma(raster, CMYK, false);
      case INVERTED_YCCK -> new Luma(raster, CMYK, true);
    };
  }

  /** An image whose colour model says what its numbers are. */
  static Rows of(BufferedImage image) {
    return image.getColorModel() instanceof IndexColorModel palette
        ? new Indexed(image.getRaster(), palette)
        : new Layered(image.getRaster(), image.getColorModel().getComponentSize(0));
  }

  int width() {
    return raster.getWidth();
  }

  int height() {
    return raster.getHeight();
  }

  /** {@link #GRAY}, {@link #RGB} or {@link #CMYK}. */
  abstract int channels();

  /** Writes a row's pixels one after the other. */
  final void row(int y, float[] out) {
    samples =
        raster.getPixels(
            raster.getMinX(),
            raster.getMinY() + y,
            width(),
            1,
            samples.length == 0 ? new int[width() * raster.getNumBands()] : samples);
    convert(samples, out);
  }

  abstract void convert(int[] in, float[] out);

  private static final class Plain extends Rows {
    private final int channels;
    private final boolean inverted;

    Plain(Raster raster, int channels, boolean inverted) {
      super(raster);
      this.channels = channels;
      this.inverted = inverted;
    }

    @Override
    int channels() {
      return channels;
    }

    @Override
    void convert(int[] in, float[] out) {
      for (int i = 0; i < in.length; i++) {
        out[i] = inverted ? 255 - in[i] : in[i];
      }
    }
  }

  /** Brightness and two differences (ITU-T T.871), with black ink behind them or not. */
  private static final class Luma extends Rows {
    private final int channels;
    private final boolean inverted;

    Luma(Raster raster, int channels, boolean inverted) {
      super(raster);
      this.channels = channels;
      this.inverted = inverted;
    }

    @Override
    int channels() {
      return channels;
    }

    @Override
    void convert(int[] in, float[] out) {
      for (int i = 0; i < in.length; i += channels) {
        float y = in[i];
        float cb = in[i + 1] - 128f;
        float cr = in[i + 2] - 128f;
        put(out, i, y + 1.402f * cr);
        put(out, i + 1, y - 0.344136f * cb - 0.714136f * cr);
        put(out, i + 2, y + 1.772f * cb);
        if (channels == CMYK) {
          out[i + 3] = inverted ? 255 - in[i + 3] : in[i + 3];
        }
      }
    }

    /** YCCK holds the light that is left of each ink; where ink is inverted, the ink itself. */
    private void put(float[] out, int at, float value) {
      float held = Math.clamp(value, 0, 255);
      out[at] = channels == CMYK && !inverted ? 255 - held : held;
    }
  }

  private static final class Indexed extends Rows {
    private static final int WHITE = 0xFFFFFFFF;
    private final int[] palette;
    private final boolean transparent;

    Indexed(Raster raster, IndexColorModel model) {
      super(raster);
      palette = new int[model.getMapSize()];
      model.getRGBs(palette);
      transparent = model.hasAlpha();
    }

    @Override
    int channels() {
      return RGB;
    }

    @Override
    void convert(int[] in, float[] out) {
      for (int i = 0; i < in.length; i++) {
        int color = in[i] < palette.length ? palette[in[i]] : WHITE;
        float alpha = transparent ? (color >>> 24) / 255f : 1;
        for (int channel = 0; channel < RGB; channel++) {
          int part = color >> (16 - 8 * channel) & 255;
          out[i * RGB + channel] = 255 + (part - 255) * alpha;
        }
      }
    }
  }

  /** Gray or RGB of 1 to 16 bits, followed by alpha or not. */
  private static final class Layered extends Rows {
    private final int bands;
    private final float scale;

    Layered(Raster raster, int bits) {
      super(raster);
      bands = raster.getNumBands();
      scale = 255f / ((1 << bits) - 1);
    }

    @Override
    int channels() {
      return bands < RGB ? GRAY : RGB;
    }

    @Override
    void convert(int[] in, float[] out) {
      int colors = channels();
      boolean alpha = bands > colors;
      for (int from = 0, to = 0; from < in.length; from += bands, to += colors) {
        float weight = alpha ? in[from + colors] * scale / 255 : 1;
        for (int channel = 0; channel < colors; channel++) {
          out[to + channel] = 255 + (in[from + channel] * scale - 255) * weight;
        }
      }
    }
  }
}
