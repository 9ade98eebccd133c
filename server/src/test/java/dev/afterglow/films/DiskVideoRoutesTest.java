package dev.afterglow.films;

import java.io.IOException;

final class DiskVideoRoutesTest extends VideoRoutesContract {
  @Override
  FilmStore open() throws IOException {
    return DiskFilmStore.at(folder.resolve("videos"));
  }
}
