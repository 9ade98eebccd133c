package dev.afterglow.admin.doctor;

import java.nio.file.Path;

/** Where the files of a data directory lie. */
public record Folders(Path root, Path videos, Path pictures, Path uploads, Path files) {}
