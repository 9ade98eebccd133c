package dev.afterglow.media.finishing;

/** What became of a request for the last picture of a film. */
public sealed interface LastFrame permits LastFrame.Frame, Unfinished {
  /**
   * The picture in the film's own size, without loss.
   *
   * @param png the encoded file; never changed after construction
   */
  @SuppressWarnings("ArrayRecordComponent") // one owner, never compared
  record Frame(byte[] png) implements LastFrame {}
}
