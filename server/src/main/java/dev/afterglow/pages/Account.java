package dev.afterglow.pages;

/**
 * Who is signed in, as far as the frame of a page shows it.
 *
 * @param name of the owner
 * @param available what may still be spent, written for the reader
 * @param running how many films are under way
 * @param operator whether the pages of the operator are shown
 * @param csrf what every form of a page sends back
 */
public record Account(String name, String available, int running, boolean operator, String csrf) {
  /** The first letter, for the disc beside the name. */
  public String initial() {
    return name.substring(0, name.offsetByCodePoints(0, 1)).toUpperCase(java.util.Locale.ROOT);
  }
}
