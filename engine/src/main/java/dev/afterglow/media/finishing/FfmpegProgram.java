package dev.afterglow.media.finishing;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;

/**
 * ffmpeg's two programs, and all of the environment that they get.
 *
 * @param environment nothing of this process's own: it holds keys and tokens
 */
public record FfmpegProgram(Path ffmpeg, Path ffprobe, Map<String, String> environment) {
  /**
   * Libraries of screens and sound cards that Linux builds are linked with through libavdevice.
   * Nothing here plays or records, and servers do not have them.
   */
  private static final List<String> DEVICES =
      List.of("libpulse.so.0", "libasound.so.2", "libxcb.so.1", "libxcb-shm.so.0");

  /** Any library will do as a stand-in, since none of its functions is ever called. */
  private static final String STAND_IN = "libdrm.so.2";

  public FfmpegProgram {
    environment = Map.copyOf(environment);
  }

  /** Programs of the operator's choice, such as a build with libx264. */
  public static FfmpegProgram at(Path ffmpeg, Path ffprobe) {
    return new FfmpegProgram(ffmpeg, ffprobe, Map.of("PATH", "/usr/bin:/bin"));
  }

  /**
   * The programs beside the libraries that {@code FilmWriter} uses; unpacked to the same cache.
   *
   * @throws IOException if there are none for this machine or the cache cannot be written
   */
  public static FfmpegProgram bundled() throws IOException {
    String platform = Loader.getPlatform();
    File unpacked = Loader.cacheResource(ffmpeg.class, platform);
    if (unpacked == null) {
      throw new IOException("no ffmpeg for " + platform);
    }
    Path folder = unpacked.toPath();
    boolean windows = platform.startsWith("windows");
    Path program = executable(folder.resolve(windows ? "ffmpeg.exe" : "ffmpeg"));
    Path probe = executable(folder.resolve(windows ? "ffprobe.exe" : "ffprobe"));
    if (!platform.startsWith("linux")) {
      return new FfmpegProgram(program, probe, Map.of("PATH", "/usr/bin:/bin"));
    }
    String libraries = standIns(folder) + File.pathSeparator + folder;
    return new FfmpegProgram(
        program, probe, Map.of("PATH", "/usr/bin:/bin", "LD_LIBRARY_PATH", libraries));
  }

  private static Path executable(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no " + file.getFileName() + " in the ffmpeg archive");
    }
    if (!Files.isExecutable(file) && !file.toFile().setExecutable(true, true)) {
      throw new IOException(file.getFileName() + " cannot be made executable");
    }
    return file;
  }

  private static Path standIns(Path folder) throws IOException {
    Path devices = Files.createDirectories(folder.resolve("devices"));
    for (String library : DEVICES) {
      try {
        Files.createSymbolicLink(devices.resolve(library), Path.of("..").resolve(STAND_IN));
      } catch (FileAlreadyExistsException _) {
        // an earlier start made it
      }
    }
    return devices;
  }
}
