package dev.afterglow.console;

import dev.afterglow.tasks.DisplayStatus;
import dev.afterglow.tasks.TaskQuery;
import java.util.Optional;
import java.util.Set;

/** Tasks that have not ended. */
final class UnderWay {
  static final Set<DisplayStatus> STAGES =
      Set.of(
          DisplayStatus.WAITING,
          DisplayStatus.SENDING,
          DisplayStatus.MAKING,
          DisplayStatus.STORING,
          DisplayStatus.CHECKING);

  /** As many as the frame of a page counts. */
  static final TaskQuery QUERY =
      new TaskQuery(
          STAGES,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          true,
          TaskQuery.LARGEST_PAGE);

  private UnderWay() {}
}
