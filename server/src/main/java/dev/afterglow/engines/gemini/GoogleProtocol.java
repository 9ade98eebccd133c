package dev.afterglow.engines.gemini;

import dev.afterglow.remote.VendorAnswer;
import dev.afterglow.remote.VendorProtocol;
import java.util.Optional;

/** A protocol of Google's, in each of which a film may also come inside of an answer. */
interface GoogleProtocol extends VendorProtocol {
  /** What stands in a ticket instead of an address if the film is inside of the answer. */
  String INSIDE = "inside";

  /** The film in an answer, in base64. */
  Optional<String> filmInside(VendorAnswer answer);
}
