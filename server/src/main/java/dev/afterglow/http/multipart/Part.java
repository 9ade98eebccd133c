package dev.afterglow.http.multipart;

import java.io.InputStream;
import java.util.Optional;

/**
 * One part of a form. Whether it is a file is not told by its file name: some clients send files
 * without one.
 *
 * @param name of the field; parts without one are not shown
 * @param fileName as the client wrote it; never part of a path of ours
 * @param content readable until the next part is asked for
 */
public record Part(String name, Optional<String> fileName, InputStream content) {}
