package io.twinlake.apply;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.AwsRegion;
import io.twinlake.aws.Documents;
import io.twinlake.aws.Pauses;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Definitions;
import io.twinlake.plan.Op;
import io.twinlake.plan.Views;
import io.twinlake.source.GlueSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.ViewUpdateAction;

/**
 * Views in several dialects. AWS makes and changes them after it has answered, so each is looked at
 * until it is settled, and is not written while it is not (aws-facts 11).
 */
public final class ViewWriter implements Writer {
  /** With {@link Pauses#STANDARD} some seven minutes; AWS asks an engine about every dialect. */
  private static final int LOOKS = 30;

  private final GlueClient glue;
  private final GlueSource source;
  private final Pauses pauses;
  private final Borrowing borrowing;
  private final Consumer<String> beforeCreateIn;
  private final Suspension suspension;
  private final Consumer<ObjectKey> left;

  /**
   * The others as for {@link TableWriter}.
   *
   * @param left told of trials that could not be deleted
   */
  public ViewWriter(
      AwsRegion region,
      GlueSource source,
      Borrowing borrowing,
      Consumer<String> beforeCreateIn,
      Suspension suspension,
      Consumer<ObjectKey> left) {
    this.glue = region.glue();
    this.source = source;
    this.pauses = region.pauses();
    this.borrowing = borrowing;
    this.beforeCreateIn = beforeCreateIn;
    this.suspension = suspension;
    this.left = left;
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    Action action = actions.get(0);
    ObjectKey view = action.key();
    if (op != Op.CREATE) {
      borrowing.ensure(view, op == Op.UPDATE ? Borrowing.ALTER : Borrowing.DROP);
    }
    return suspension
        .before(op, view)
        .or(() -> op == Op.UPDATE ? update(action) : create(op, action))
        .map(error -> Map.of(0, error))
        .orElse(Map.of());
  }

  private Optional<ItemError> create(Op op, Action action) {
    ObjectKey view = action.key();
    beforeCreateIn.accept(view.database());
    Optional<ItemError> refused = op == Op.REPLACE ? tried(view, action.input()) : Optional.empty();
    if (refused.isPresent()) {
      return refused;
    }
    if (op.replaces()) {
      delete(view);
    }
    return created(view, action.input());
  }

  /**
   * What has the view's name is given up only for one that AWS makes, and so one of another name is
   * made first. It has none of the view's LF-tags, and so goes whatever comes of it.
   */
  private Optional<ItemError> tried(ObjectKey view, ObjectNode input) {
    ObjectKey trial = Views.trial(view);
    deleteTrial(trial);
    try {
      return madeTrial(trial, input.deepCopy().put("Name", trial.name()))
          .map(error -> error.about("what has its name in the target was kept"));
    } finally {
      deleteTrial(trial);
    }
  }

  private Optional<ItemError> madeTrial(ObjectKey trial, ObjectNode input) {
    try {
      return created(trial, input);
    } catch (AlreadyExistsException e) {
      // An attempt whose answer was lost made it.
      return outcome(trial);
    }
  }

  private void deleteTrial(ObjectKey trial) {
    try {
      delete(trial);
    } catch (SdkException e) {
      left.accept(trial);
      throw e;
    }
  }

  private Optional<ItemError> created(ObjectKey view, ObjectNode input) {
    glue.createTable(r -> r.databaseName(view.database()).tableInput(input(input)));
    return outcome(view);
  }

  /** A view can be deleted whatever its state. */
  private void delete(ObjectKey view) {
    Writer.unlessGone(
        () -> glue.deleteTable(r -> r.databaseName(view.database()).name(view.name())));
  }

  /** Dialects are put in place, then those beyond them are dropped. */
  private Optional<ItemError> update(Action action) {
    ObjectKey view = action.key();
    settled(view);
    update(view, action.input(), ViewUpdateAction.ADD_OR_REPLACE);
    Optional<ItemError> error = outcome(view);
    if (error.isPresent()) {
      return error;
    }
    ObjectNode surplus = surplus(action);
    if (surplus.isEmpty()) {
      return error;
    }
    update(view, surplus, ViewUpdateAction.DROP);
    return outcome(view);
  }

  private void update(ObjectKey view, ObjectNode input, ViewUpdateAction change) {
    glue.updateTable(
        r ->
            r.databaseName(view.database())
                .tableInput(input(input))
                .viewUpdateAction(change)
                .force(true)
                .skipArchive(true));
  }

  /** The input with the dialects that the view has and should not have; empty without any. */
  private ObjectNode surplus(Action action) {
    Set<String> wanted = new TreeSet<>();
    representations(action.input()).forEach(each -> wanted.add(each.path("Dialect").asText()));
    ObjectNode input = action.input().deepCopy();
    ArrayNode left = input.withObject("/ViewDefinition").putArray("Representations");
    source
        .table(action.key().database(), action.key().name())
        .map(Definitions::writable)
        .ifPresent(
            found ->
                representations(found)
                    .forEach(
                        each -> {
                          if (!wanted.contains(each.path("Dialect").asText())) {
                            left.add(each);
                          }
                        }));
    return left.isEmpty() ? left.objectNode() : input;
  }

  private static ArrayNode representations(ObjectNode input) {
    return input.withObject("/ViewDefinition").withArray("/Representations");
  }

  private static TableInput input(ObjectNode input) {
    return Documents.fromDocument(input, TableInput::builder);
  }

  /** What AWS says came of the latest change. */
  private Optional<ItemError> outcome(ObjectKey view) {
    Optional<CatalogObject> found = settled(view);
    if (found.isEmpty()) {
      return Optional.of(ItemError.ofItem("EntityNotFoundException", "it is not there any more"));
    }
    if (Views.isUnderWay(found.get())) {
      return Optional.of(
          ItemError.ofItem(
              "NotSettled", "AWS had not made it after " + LOOKS + " looks; run again later"));
    }
    String failure = Views.failure(found.get());
    return failure.isEmpty() ? Optional.empty() : Optional.of(ItemError.ofItem("View", failure));
  }

  /** The view when its latest change is through, or as it is after the last look. */
  private Optional<CatalogObject> settled(ObjectKey view) {
    Optional<CatalogObject> found = source.table(view.database(), view.name());
    for (int look = 1; look < LOOKS && found.filter(Views::isUnderWay).isPresent(); look++) {
      pauses.after(look);
      found = source.table(view.database(), view.name());
    }
    return found;
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    Set<ObjectKey> inEffect = new HashSet<>();
    for (Action action : actions) {
      Optional<CatalogObject> found = settled(action.key());
      if (found
          .filter(view -> !Views.isUnderWay(view) && Views.failure(view).isEmpty())
          .filter(view -> Definitions.sameInput(action.input(), Definitions.writable(view)))
          .isPresent()) {
        inEffect.add(action.key());
      }
    }
    return inEffect;
  }
}
