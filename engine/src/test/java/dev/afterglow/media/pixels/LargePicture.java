package dev.afterglow.media.pixels;

import java.util.Arrays;

/** A process that decodes 49 megapixels of gray and says what came of it. */
final class LargePicture {
  private LargePicture() {}

  public static void main(String[] arguments) throws Undecodable {
    byte[] row = new byte[7000 * 3];
    Arrays.fill(row, (byte) 83);
    byte[] file = new PngBytes(7000, 7000, 8, PngBytes.RGB).rows(7000, row);
    PictureDecoder.prove(file);
    int shown = PictureDecoder.covering(file, 1280, 720).getRGB(640, 360);
    System.out.println(Integer.toHexString(shown & 0xFFFFFF));
  }
}
