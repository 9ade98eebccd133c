package dev.afterglow.http.multipart;

import java.util.List;
import java.util.Map;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInputIterator;

/** The parser of Apache Commons without its ways of keeping parts in files. */
final class Parser extends AbstractFileUpload<Void, DiskFileItem, DiskFileItemFactory> {
  @Override
  public FileItemInputIterator getItemIterator(Void request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, List<DiskFileItem>> parseParameterMap(Void request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<DiskFileItem> parseRequest(Void request) {
    throw new UnsupportedOperationException();
  }
}
