package dev.afterglow.console.view;

/** An owner in the operator's list. */
public record OwnerLine(
    String id,
    String name,
    String email,
    String role,
    boolean disabled,
    String available,
    String held,
    String used) {}
