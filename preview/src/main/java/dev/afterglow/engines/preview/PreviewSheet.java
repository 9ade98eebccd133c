package dev.afterglow.engines.preview;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Space;
import dev.afterglow.engines.preview.photo.Photo;
import dev.afterglow.engines.preview.prompt.SceneReader;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.media.YuvPicture;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Single pictures of films, alone or side by side on one sheet: what the looks of the preview
 * engine are judged by.
 */
public final class PreviewSheet implements AutoCloseable {
  private static final int RATE = PreviewFilm.FRAMES_PER_SECOND;

  private final Crew crew = new Crew(Runtime.getRuntime().availableProcessors());

  /** Draws what a film of this prompt shows: see the method of the same name for scenes. */
  public List<BufferedImage> pictures(
      String prompt, long seed, int width, int height, int filmSeconds, List<Double> at)
      throws InterruptedException {
    return pictures(SceneReader.read(prompt, seed), width, height, filmSeconds, at);
  }

  /**
   * Draws the pictures that a film of this scene shows at some moments.
   *
   * @param width pixels, even
   * @param height pixels, even
   * @param filmSeconds how long the film would last
   * @param at moments in seconds from its beginning
   * @throws InterruptedException if the thread is interrupted
   */
  public List<BufferedImage> pictures(
      Scene scene, int width, int height, int filmSeconds, List<Double> at)
      throws InterruptedException {
    Studio studio =
        Studio.prepare(scene, new Space(width, height), filmSeconds * RATE, RATE, false, crew);
    return pictures(studio, new YuvPicture(width, height), filmSeconds, at);
  }

  /**
   * Draws the pictures that a film shows which begins with a photograph, in the photograph's size.
   *
   * @param filmSeconds how long the film would last
   * @param at moments in seconds from its beginning
   * @throws InterruptedException if the thread is interrupted
   */
  public List<BufferedImage> pictures(Photo photo, Scene scene, int filmSeconds, List<Double> at)
      throws InterruptedException {
    Studio studio = Studio.prepare(photo, scene, filmSeconds * RATE, RATE, false, crew);
    return pictures(studio, new YuvPicture(photo.width(), photo.height()), filmSeconds, at);
  }

  private static List<BufferedImage> pictures(
      Studio studio, YuvPicture picture, int filmSeconds, List<Double> at)
      throws InterruptedException {
    List<BufferedImage> pictures = new ArrayList<>();
    for (double moment : at) {
      int number = Math.clamp(Math.round(moment * RATE), 0, filmSeconds * RATE - 1);
      studio.draw(number, picture);
      pictures.add(image(picture));
    }
    return pictures;
  }

  /** Lays pictures of one size out in rows of this many, with a thin gap, and writes a PNG. */
  public static void write(List<BufferedImage> pictures, int columns, Path file)
      throws IOException {
    int gap = 4;
    int width = pictures.getFirst().getWidth();
    int height = pictures.getFirst().getHeight();
    int across = Math.min(columns, pictures.size());
    int rows = (pictures.size() + columns - 1) / columns;
    BufferedImage sheet =
        new BufferedImage(
            across * (width + gap) - gap, rows * (height + gap) - gap, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = sheet.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    for (int i = 0; i < pictures.size(); i++) {
      int x = i % columns * (width + gap);
      int y = i / columns * (height + gap);
      pen.drawImage(pictures.get(i), x, y, width, height, null);
    }
    pen.dispose();
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    ImageIO.write(sheet, "png", file.toFile());
  }

  /** BT.709 video range back to RGB. */
  private static BufferedImage image(YuvPicture picture) {
    int width = picture.width();
    BufferedImage image = new BufferedImage(width, picture.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < width; x++) {
        int i = y / 2 * (width / 2) + x / 2;
        float luma = ((picture.luma()[y * width + x] & 255) - 16) / 219f;
        float blue = ((picture.blue()[i] & 255) - 128) / 224f;
        float red = ((picture.red()[i] & 255) - 128) / 224f;
        int r = part(luma + 1.5748f * red);
        int g = part(luma - 0.1873f * blue - 0.4681f * red);
        int b = part(luma + 1.8556f * blue);
        image.setRGB(x, y, r << 16 | g << 8 | b);
      }
    }
    return image;
  }

  private static int part(float value) {
    return Math.clamp(Math.round(value * 255), 0, 255);
  }

  @Override
  public void close() {
    crew.close();
  }
}
