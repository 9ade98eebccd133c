package dev.afterglow.console.view;

/**
 * What became of a webhook message.
 *
 * @param target where it goes: an endpoint's id, or an address
 * @param kind {@code completed}, {@code processing}, {@code failed} or {@code cancelled}
 * @param last the last answer, or why there was none; empty text before the first try
 * @param next when it is tried again; empty text for never
 */
public record DeliveryLine(
    String id,
    String owner,
    String task,
    String type,
    String target,
    String state,
    String kind,
    String attempts,
    String last,
    String next) {}
