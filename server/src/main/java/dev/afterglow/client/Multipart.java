package dev.afterglow.client;

import java.nio.file.Path;

/** The text around one file in a form of RFC 7578. */
final class Multipart {
  /** Cannot be guessed into an image by accident: it has more than 40 characters. */
  private static final String BOUNDARY = "afterglow-boundary-f1a9d0c37e5b48e2a6c4d8b7";

  private final String fileName;

  Multipart(Path file) {
    this.fileName = String.valueOf(file.getFileName()).replaceAll("[^A-Za-z0-9._-]", "_");
  }

  String contentType() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }

  String head() {
    return "--"
        + BOUNDARY
        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
        + fileName
        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
  }

  String tail() {
    return "\r\n--" + BOUNDARY + "--\r\n";
  }
}
