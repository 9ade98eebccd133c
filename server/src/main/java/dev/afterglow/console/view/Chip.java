package dev.afterglow.console.view;

/** A filter that is one click away. */
public record Chip(String label, String href, boolean current) {}
