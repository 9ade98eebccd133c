package dev.afterglow.console.view;

/** A redeem code without the code itself. */
public record CodeLine(
    String hint, String amount, String status, String redeemedBy, String createdAt) {}
