package io.twinlake.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Streams;
import io.twinlake.aws.Documents;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Definitions;
import io.twinlake.plan.Op;
import io.twinlake.plan.TagExpressions;
import io.twinlake.source.LakeFormationSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.CreateLfTagExpressionRequest;
import software.amazon.awssdk.services.lakeformation.model.InvalidInputException;
import software.amazon.awssdk.services.lakeformation.model.UpdateLfTagExpressionRequest;

/** Named LF-tag expressions. One that is there already is an InvalidInputException to AWS. */
public final class TagExpressionWriter implements Writer {
  private final LakeFormationClient lakeFormation;
  private final LakeFormationSource source;

  public TagExpressionWriter(LakeFormationClient lakeFormation, LakeFormationSource source) {
    this.lakeFormation = lakeFormation;
    this.source = source;
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    Action action = actions.get(0);
    if (op == Op.DELETE) {
      Writer.unlessGone(
          () -> lakeFormation.deleteLFTagExpression(r -> r.name(action.key().name())));
    } else if (op == Op.UPDATE) {
      update(action.input());
    } else {
      create(action);
    }
    return Map.of();
  }

  private void create(Action action) {
    try {
      lakeFormation.createLFTagExpression(
          (CreateLfTagExpressionRequest)
              Documents.fromDocument(action.input(), CreateLfTagExpressionRequest::builder));
    } catch (InvalidInputException e) {
      ObjectNode found = found(action.key()).orElseThrow(() -> e);
      if (!Definitions.sameInput(found, action.input())) {
        throw e;
      }
    }
  }

  private void update(ObjectNode input) {
    lakeFormation.updateLFTagExpression(
        (UpdateLfTagExpressionRequest)
            Documents.fromDocument(input, UpdateLfTagExpressionRequest::builder));
  }

  private Optional<ObjectNode> found(ObjectKey key) {
    return Streams.stream(source.expressions())
        .filter(expression -> expression.key().equals(key))
        .findFirst()
        .map(TagExpressions::input);
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    Set<ObjectKey> settled = new HashSet<>();
    for (Action action : actions) {
      Optional<ObjectNode> found = found(action.key());
      boolean is =
          op == Op.DELETE
              ? found.isEmpty()
              : found.map(f -> Definitions.sameInput(f, action.input())).orElse(false);
      if (is) {
        settled.add(action.key());
      }
    }
    return settled;
  }
}
