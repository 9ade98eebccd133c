package dev.afterglow.images;

import dev.afterglow.net.WebUrl;

/** How a client hands a picture over. */
public sealed interface ImageReference {
  /**
   * By its name.
   *
   * @param text an address on the public internet, the link of an upload, or a data URI
   */
  record Named(String text) implements ImageReference {
    /**
     * Whether the text is meant to be the image itself, which makes the request that holds it
     * large: a data URI, or base64 whose sender is told how to send it.
     */
    public boolean isInline() {
      String trimmed = WebUrl.trimmed(text);
      return DataUri.is(trimmed) || !WebUrl.hasScheme(trimmed);
    }
  }

  /**
   * As it is, such as a part of a form.
   *
   * @param bytes the whole file, checked by nobody; never changed after construction
   */
  @SuppressWarnings("ArrayRecordComponent") // one owner, never compared
  record Bytes(byte[] bytes) implements ImageReference {}
}
