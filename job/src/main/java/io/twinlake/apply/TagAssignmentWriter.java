package io.twinlake.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Documents;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Op;
import io.twinlake.plan.TagCalls;
import io.twinlake.source.LakeFormationSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.AddLfTagsToResourceRequest;
import software.amazon.awssdk.services.lakeformation.model.EntityNotFoundException;
import software.amazon.awssdk.services.lakeformation.model.LFTagError;
import software.amazon.awssdk.services.lakeformation.model.RemoveLfTagsFromResourceRequest;

/**
 * The LF-tags of a database, or of a table and its columns: the calls of an action one after
 * another, up to the first that fails (aws-facts 18).
 */
public final class TagAssignmentWriter implements Writer {
  private final LakeFormationClient lakeFormation;
  private final LakeFormationSource source;

  public TagAssignmentWriter(LakeFormationClient lakeFormation, LakeFormationSource source) {
    this.lakeFormation = lakeFormation;
    this.source = source;
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    Action action = actions.get(0);
    for (JsonNode call : action.input().path(TagCalls.CALLS)) {
      Optional<ItemError> error = send(action.key(), (ObjectNode) call);
      if (error.isPresent()) {
        return Map.of(0, error.get());
      }
    }
    return Map.of();
  }

  private Optional<ItemError> send(ObjectKey key, ObjectNode call) {
    if (call.path("Operation").asText().equals(TagCalls.ADD)) {
      return first(
          lakeFormation
              .addLFTagsToResource(
                  (AddLfTagsToResourceRequest)
                      Documents.fromDocument(call, AddLfTagsToResourceRequest::builder))
              .failures());
    }
    try {
      return remove(call);
    } catch (EntityNotFoundException e) {
      // A column that is gone took its tags along, and must not keep others from losing theirs.
      ObjectNode left = TagCalls.remaining(call, assigned(key));
      if (left.equals(call)) {
        throw e;
      }
      return left.isEmpty() ? Optional.empty() : remove(left);
    }
  }

  private Optional<ItemError> remove(ObjectNode call) {
    List<LFTagError> failures =
        lakeFormation
            .removeLFTagsFromResource(
                (RemoveLfTagsFromResourceRequest)
                    Documents.fromDocument(call, RemoveLfTagsFromResourceRequest::builder))
            .failures();
    // An earlier attempt whose answer was lost may have removed it.
    return first(
        failures.stream()
            .filter(f -> !f.error().errorCode().equals("EntityNotFoundException"))
            .toList());
  }

  /**
   * The tags of one call fail one by one; one that fails for good is told before one in passing.
   */
  private static Optional<ItemError> first(List<LFTagError> failures) {
    List<ItemError> errors = failures.stream().map(TagAssignmentWriter::error).toList();
    return errors.stream()
        .filter(error -> !error.isTransientItem())
        .findFirst()
        .or(() -> errors.stream().findFirst());
  }

  private static ItemError error(LFTagError failure) {
    String tag = failure.lfTag().tagKey() + "=" + String.join(",", failure.lfTag().tagValues());
    return ItemError.ofItem(
        failure.error().errorCode(), failure.error().errorMessage() + " (" + tag + ")");
  }

  private ObjectNode assigned(ObjectKey key) {
    ObjectNode assigned = JsonNodeFactory.instance.objectNode();
    source.assignments(key).forEachRemaining(found -> assigned.setAll(found.definition()));
    return assigned;
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    Set<ObjectKey> settled = new HashSet<>();
    for (Action action : actions) {
      ObjectNode assigned = assigned(action.key());
      boolean all = true;
      for (JsonNode call : action.input().path(TagCalls.CALLS)) {
        all &= TagCalls.remaining((ObjectNode) call, assigned).isEmpty();
      }
      if (all) {
        settled.add(action.key());
      }
    }
    return settled;
  }
}
