package dev.afterglow.http.multipart;

import java.io.IOException;

/** A form that is not read any further. */
public final class MultipartException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with it. */
  public enum Fault {
    /** Not a multipart form by its content type, or without a usable boundary. */
    NOT_A_FORM,
    /** Against the rules of the format, or ending too early. */
    MALFORMED,
    /** More parts than allowed. */
    TOO_MANY_PARTS,
    /** Longer than allowed, as a whole or in the head of a part. */
    TOO_LARGE
  }

  private final Fault fault;

  MultipartException(Fault fault) {
    super(fault.name());
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
