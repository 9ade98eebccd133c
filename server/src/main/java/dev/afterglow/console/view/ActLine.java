package dev.afterglow.console.view;

/** An administrative act. */
public record ActLine(String id, String at, String actor, String act, String details) {}
