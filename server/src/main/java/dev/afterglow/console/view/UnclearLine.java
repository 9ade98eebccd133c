package dev.afterglow.console.view;

/** A task whose order got no readable answer. */
public record UnclearLine(String id, String owner, String engine, String job, String sentAt) {}
