package io.twinlake.apply;

import io.twinlake.aws.Pauses;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.plan.Action;
import io.twinlake.plan.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One batch carried out to the end: items that failed in passing are sent again, and what is
 * doubtful is read back and compared, never guessed.
 */
final class Write {
  private static final int ATTEMPTS = 6;

  private final Writer writer;
  private final Pauses pauses;
  private final List<ObjectResult> results = new ArrayList<>();

  private Write(Writer writer, Pauses pauses) {
    this.writer = writer;
    this.pauses = pauses;
  }

  static List<ObjectResult> of(Writer writer, List<Action> batch, Pauses pauses) {
    Write write = new Write(writer, pauses);
    write.carryOut(batch.get(0).op(), batch, 1);
    return write.results;
  }

  private void carryOut(Op op, List<Action> batch, int attempt) {
    Map<Action, ItemError> errors = send(op, batch);
    if (batch.size() > 1 && errors.values().stream().anyMatch(ItemError::isOfOneItem)) {
      int half = batch.size() / 2;
      carryOut(op, batch.subList(0, half), attempt);
      carryOut(op, batch.subList(half, batch.size()), attempt);
      return;
    }
    batch.stream().filter(a -> !errors.containsKey(a)).forEach(a -> results.add(a.result()));
    List<Action> again = new ArrayList<>();
    Map<Action, ItemError> doubtful = new LinkedHashMap<>();
    errors.forEach(
        (action, error) -> {
          if (writer.means(op, error)) {
            results.add(action.result());
          } else if (mayPass(error) && attempt < ATTEMPTS) {
            again.add(action);
          } else if (writer.excuse(op, error).isPresent()) {
            leftOut(action, writer.excuse(op, error).get());
          } else if (error.isDoubtful() || error.isTransientItem()) {
            doubtful.put(action, error);
          } else {
            failed(action, error);
          }
        });
    if (!doubtful.isEmpty()) {
      resolve(op, doubtful, attempt);
    }
    if (!again.isEmpty()) {
      pauses.after(attempt);
      carryOut(op, again, attempt + 1);
    }
  }

  private boolean mayPass(ItemError error) {
    return error.isTransientItem() || error.namesNobody() || error.isOfUnspreadTrust();
  }

  private Map<Action, ItemError> send(Op op, List<Action> batch) {
    Map<Action, ItemError> errors = new LinkedHashMap<>();
    try {
      writer.send(op, batch).forEach((index, error) -> errors.put(batch.get(index), error));
    } catch (SdkException e) {
      ItemError error = ItemError.of(e);
      batch.forEach(action -> errors.put(action, error));
    }
    return errors;
  }

  /**
   * Somebody else's object under our name becomes an update; anything else unclear is a failure.
   */
  private void resolve(Op op, Map<Action, ItemError> doubtful, int attempt) {
    List<Action> updates = new ArrayList<>();
    Set<ObjectKey> inEffect = readBack(op, doubtful);
    doubtful.forEach(
        (action, error) -> {
          if (inEffect.contains(action.key())) {
            results.add(action.result());
          } else if (op == Op.CREATE
              && error.code().equals("AlreadyExistsException")
              && attempt < ATTEMPTS) {
            updates.add(Action.update(action.key(), action.input(), "it appeared meanwhile"));
          } else {
            failed(action, error);
          }
        });
    if (!updates.isEmpty()) {
      carryOut(Op.UPDATE, updates, attempt + 1);
    }
  }

  private Set<ObjectKey> readBack(Op op, Map<Action, ItemError> doubtful) {
    try {
      return writer.inEffect(op, List.copyOf(doubtful.keySet()));
    } catch (SdkException e) {
      return Set.of();
    }
  }

  private void leftOut(Action action, String reason) {
    results.add(new ObjectResult(action.key(), Outcome.SKIPPED, reason));
  }

  private void failed(Action action, ItemError error) {
    results.add(new ObjectResult(action.key(), Outcome.FAILED, error.sentence()));
  }
}
