package dev.afterglow.console.view;

import java.util.List;

/**
 * Settings that begin alike.
 *
 * @param name the first part of their names
 * @param given how many of them somebody has said something about
 */
public record SettingGroup(String name, int given, List<SettingLine> lines) {}
