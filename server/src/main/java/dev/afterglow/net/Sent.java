package dev.afterglow.net;

/**
 * What became of a request to an engine. Whoever pays for requests needs exactly this difference: a
 * request that was not sent may be sent again, one that is unclear may have been carried out.
 */
public sealed interface Sent {
  /**
   * A whole answer came, whatever its status. Redirects are answers too and are never followed.
   *
   * @param status 200 to 599
   * @param body as it came, at most {@link EngineRequest#mostBytes()} long and owned by the
   *     receiver
   */
  @SuppressWarnings("ArrayRecordComponent") // one owner, never compared
  record Answered(int status, ResponseHeaders headers, byte[] body) implements Sent {}

  /**
   * Certainly no byte of the request has left for the engine: no address, no connection, no trust,
   * no way through the proxy, or no time left before the request began.
   *
   * @param why for the operator's log: one line without secrets
   */
  record NotSent(String why) implements Sent {}

  /**
   * The request went out, at least in part, and no whole answer came back.
   *
   * @param why for the operator's log: one line without secrets
   */
  record Unclear(String why) implements Sent {}
}
