package io.twinlake.apply;

import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Op;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes objects of one kind to the target region. */
public interface Writer {
  /** How many actions of this sort one call takes. */
  default int batch(Op op) {
    return 1;
  }

  /** Actions with equal answers may share a call. */
  default Object call(Action action) {
    return action.op();
  }

  /** When this changes from one action to the next, no later action joins an earlier call. */
  default Object section(Action action) {
    return "";
  }

  /** What must not be written side by side; batches with a lane in common run one after another. */
  default String lane(Action action) {
    return "";
  }

  /**
   * Sends actions that share a call.
   *
   * @param op the operation of the first of them
   * @return the errors of the items that failed, by index
   * @throws software.amazon.awssdk.core.exception.SdkException when the call as a whole failed
   */
  Map<Integer, ItemError> send(Op op, List<Action> actions);

  /** Reads the target again: which of the actions are in effect. */
  Set<ObjectKey> inEffect(Op op, List<Action> actions);

  /** As {@link #excuse}, where the error is about who is given something. */
  static Optional<String> leavesOutNobody(ItemError error) {
    return error.namesNobody()
        ? Optional.of("its principal does not exist; AWS says: " + error.message())
        : Optional.empty();
  }

  /** Deletes for a replacement; an earlier attempt whose answer was lost may have done it. */
  static void unlessGone(Runnable delete) {
    try {
      delete.run();
    } catch (software.amazon.awssdk.services.glue.model.EntityNotFoundException
        | software.amazon.awssdk.services.lakeformation.model.EntityNotFoundException e) {
      // There is nothing left to delete.
    }
  }

  /**
   * Why an error that stays leaves the object as it is without being a failure; empty when it is.
   */
  default Optional<String> excuse(Op op, ItemError error) {
    return Optional.empty();
  }

  /** Whether an error means that there was nothing left to do. */
  default boolean means(Op op, ItemError error) {
    return false;
  }
}
