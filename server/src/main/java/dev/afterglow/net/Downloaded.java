package dev.afterglow.net;

/** What became of a download. Only {@link Saved} leaves a file behind. */
public sealed interface Downloaded {
  /**
   * The whole file is there. What is in it has not been looked at.
   *
   * @param bytes its length
   */
  record Saved(long bytes) implements Downloaded {}

  /**
   * The server answered something other than the file.
   *
   * @param status 200 to 599, and neither 200 nor 206
   * @param body the start of the answer's body, for the adapter to read
   */
  @SuppressWarnings("ArrayRecordComponent") // one owner, never compared
  record Refused(int status, ResponseHeaders headers, byte[] body) implements Downloaded {}

  /**
   * The address may not be fetched: a private network, a strange port, a redirect to such a place.
   *
   * @param why for the operator's log: one line without secrets
   */
  record Forbidden(String why) implements Downloaded {}

  /** The file is longer than the bound. */
  record TooLong() implements Downloaded {}

  /**
   * The file did not come whole, though it was tried more than once. A later try may succeed.
   *
   * @param why for the operator's log: one line without secrets
   */
  record Broken(String why) implements Downloaded {}

  /**
   * Our own disk did not take the file. The server is not to blame.
   *
   * @param why for the operator's log
   */
  record Unwritable(String why) implements Downloaded {}
}
