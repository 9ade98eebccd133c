package dev.afterglow.console.view;

import java.util.List;

/**
 * A key in the list of keys.
 *
 * @param hint first and last characters of its secret
 * @param spent what counts against its cap, or has been spent at all
 * @param cap the cap in words; empty text for none
 * @param percent how much of the cap is used, 0 to 100
 * @param lastFrom the address it was last used from; empty text if never
 * @param ended when and how it ended; empty text while it works
 */
public record KeyLine(
    String id,
    String name,
    String hint,
    List<Badge> may,
    String spent,
    String cap,
    int percent,
    String lastUsed,
    String lastFrom,
    String made,
    String ended) {}
