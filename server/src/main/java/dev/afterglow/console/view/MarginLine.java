package dev.afterglow.console.view;

/**
 * What films of one kind brought in, and what they cost.
 *
 * @param label a model, or a day
 * @param engine empty text for all
 * @param unknown attempts at a cost that nobody has said
 * @param loss whether more was paid than came in
 */
public record MarginLine(
    String label,
    String engine,
    long films,
    String revenue,
    String cost,
    String margin,
    long unknown,
    boolean loss) {}
