package dev.afterglow.tasks.pictures;

import dev.afterglow.files.DiskSpace;
import dev.afterglow.objects.DiskObjectStore;
import java.io.IOException;
import java.nio.file.Path;

/** Reference pictures in folders of this machine. */
public final class DiskReferencePictures {
  private DiskReferencePictures() {}

  /**
   * Opens the folder, which is made if need be. Nothing in it counts until {@link
   * ReferencePictureStore#count} says whose it is.
   *
   * @param mostBytesPerOwner what all pictures of one owner may take together, at least 0
   */
  public static ReferencePictureStore open(Path folder, DiskSpace disk, long mostBytesPerOwner)
      throws IOException {
    return new ObjectReferencePictures(
        DiskObjectStore.open(folder, DiskObjectStore.Deletion.LAZY), disk, mostBytesPerOwner);
  }
}
