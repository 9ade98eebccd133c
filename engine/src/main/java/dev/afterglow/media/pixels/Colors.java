package dev.afterglow.media.pixels;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Optional;

/** Gray, RGB or ink to sRGB: by the embedded profile where it is of use, plainly where not. */
final class Colors {
  private Colors() {}

  /**
   * @param pixels one byte for each channel
   * @return 0xRRGGBB for each pixel
   */
  static int[] rgb(byte[] pixels, int channels, int width, int height, Optional<byte[]> profile) {
    return profile
        .flatMap(icc -> managed(pixels, channels, width, height, icc))
        .orElseGet(() -> plain(pixels, channels));
  }

  /** Empty where the profile is garbage, of another kind of colours, or refused by the JDK. */
  private static Optional<int[]> managed(
      byte[] pixels, int channels, int width, int height, byte[] icc) {
    try {
      ICC_Profile profile = ICC_Profile.getInstance(icc);
      if (profile.getColorSpaceType() != type(channels) || !isOfADevice(profile)) {
        return Optional.empty();
      }
      ColorSpace standard = ColorSpace.getInstance(ColorSpace.CS_sRGB);
      ColorConvertOp convert = new ColorConvertOp(new ICC_ColorSpace(profile), standard, null);
      byte[] converted = new byte[width * height * Rows.RGB];
      convert.filter(
          raster(pixels, channels, width, height), raster(converted, Rows.RGB, width, height));
      return Optional.of(plain(converted, Rows.RGB));
    } catch (CMMException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean isOfADevice(ICC_Profile profile) {
    return switch (profile.getProfileClass()) {
      case ICC_Profile.CLASS_INPUT,
          ICC_Profile.CLASS_DISPLAY,
          ICC_Profile.CLASS_OUTPUT,
          ICC_Profile.CLASS_COLORSPACECONVERSION ->
          true;
      default -> false;
    };
  }

  private static int type(int channels) {
    return switch (channels) {
      case Rows.GRAY -> ColorSpace.TYPE_GRAY;
      case Rows.RGB -> ColorSpace.TYPE_RGB;
      default -> ColorSpace.TYPE_CMYK;
    };
  }

  private static WritableRaster raster(byte[] pixels, int channels, int width, int height) {
    int[] offsets = new int[channels];
    for (int channel = 0; channel < channels; channel++) {
      offsets[channel] = channel;
    }
    return Raster.createInterleavedRaster(
        new DataBufferByte(pixels, pixels.length),
        width,
        height,
        width * channels,
        channels,
        offsets,
        null);
  }

  /** Without a profile, gray and RGB are sRGB's, and ink takes its part of the light each. */
  private static int[] plain(byte[] pixels, int channels) {
    int[] rgb = new int[pixels.length / channels];
    for (int i = 0; i < rgb.length; i++) {
      int at = i * channels;
      rgb[i] =
          switch (channels) {
            case Rows.GRAY -> (pixels[at] & 255) * 0x010101;
            case Rows.RGB ->
                (pixels[at] & 255) << 16 | (pixels[at + 1] & 255) << 8 | (pixels[at + 2] & 255);
            default ->
                light(pixels, at, 0) << 16 | light(pixels, at, 1) << 8 | light(pixels, at, 2);
          };
    }
    return rgb;
  }

  private static int light(byte[] pixels, int at, int ink) {
    int paper = 255 - (pixels[at + ink] & 255);
    int black = 255 - (pixels[at + Rows.CMYK - 1] & 255);
    return Math.round(paper * black / 255f);
  }
}
