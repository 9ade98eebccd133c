package dev.afterglow.console.view;

/**
 * A task in a list of pictures.
 *
 * @param title its prompt
 * @param status a class of the stylesheet and the name of an icon: {@code completed}, {@code
 *     processing}, {@code pending}, {@code failed}, {@code cancelled}
 * @param by model, resolution, money and time in one line
 * @param why there is no picture; empty text if there is one
 * @param at when it was asked for, in short
 */
public record Tile(
    StageView stage,
    String title,
    String status,
    String by,
    String length,
    String why,
    String at,
    boolean current) {
  public String id() {
    return stage.taskId();
  }

  /** The address of its still picture. */
  public String still() {
    return "/console/tasks/" + id() + "/still";
  }
}
