package dev.afterglow.console.view;

import java.util.List;

/**
 * The form for a new key, as it was filled in.
 *
 * @param models those that are checked
 * @param wrong what was wrong with it; empty text for nothing
 */
public record KeyForm(
    String name,
    List<String> models,
    boolean readOnly,
    String dayCap,
    String totalCap,
    String networks,
    String ends,
    String perMinute,
    String running,
    String wrong) {}
