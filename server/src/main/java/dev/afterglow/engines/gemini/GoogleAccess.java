package dev.afterglow.engines.gemini;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** As whom we speak to Google. */
public sealed interface GoogleAccess {
  /** Where buckets are. */
  URI STORAGE = URI.create("https://storage.googleapis.com");

  /** With a key of the Gemini API. */
  record ApiKey(String key) implements GoogleAccess {
    @Override
    public String toString() {
      return "an API key";
    }
  }

  /**
   * As a service account in a project of Google Cloud.
   *
   * @param location a region such as {@code us-central1}, or {@code global}
   * @param bucket where films are put, such as {@code gs://films/afterglow/}; without one they come
   *     inside of the answer
   * @param storage where buckets are: {@link #STORAGE}
   */
  record Project(
      ServiceAccount account, String project, String location, Optional<String> bucket, URI storage)
      implements GoogleAccess {
    /** The shape of a project's id. */
    public static final Pattern PROJECT = Pattern.compile("[a-z0-9][a-z0-9.:-]{0,99}");

    /** The shape of a region's name. */
    public static final Pattern LOCATION = Pattern.compile("[a-z]+(?:-[a-z]+\\d*)*");

    /** The shape of a place in a bucket. */
    public static final Pattern BUCKET =
        Pattern.compile("gs://[a-z0-9][a-z0-9._-]{1,220}(?:/[A-Za-z0-9._-]+)*/?");

    public Project {
      require("project", project, PROJECT, "a project's id");
      require("location", location, LOCATION, "a region such as us-central1, or global");
      bucket.ifPresent(
          place -> require("storage", place, BUCKET, "a place such as gs://films/afterglow/"));
      bucket = bucket.map(place -> place.endsWith("/") ? place : place + "/");
    }

    private static void require(String name, String value, Pattern shape, String expected) {
      if (!shape.matcher(value).matches()) {
        throw new IllegalArgumentException(
            name + ": \"" + value + "\" (expected: " + expected + ")");
      }
    }
  }
}
