package dev.afterglow.http.multipart;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.fileupload2.core.RequestContext;

/** A request's body in the words of the parser. */
record Form(String contentType, InputStream body) implements RequestContext {
  @Override
  public String getCharacterEncoding() {
    return StandardCharsets.UTF_8.name(); // of part heads, as browsers write them
  }

  @Override
  public long getContentLength() {
    return -1; // the bytes themselves are counted
  }

  @Override
  public String getContentType() {
    return contentType;
  }

  @Override
  public InputStream getInputStream() {
    return body;
  }

  @Override
  public boolean isMultipartRelated() {
    return false;
  }
}
