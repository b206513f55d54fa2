package io.twinlake.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Shape;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.TagExpression;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.CreateLfTagExpressionRequest;

/** Compares named LF-tag expressions. */
public final class TagExpressions {
  private static final Shape SHAPE = Shape.of(CreateLfTagExpressionRequest::builder);

  private TagExpressions() {}

  /** As the create and update calls take it, whatever the order of its terms. */
  public static ObjectNode input(CatalogObject expression) {
    ObjectNode input = SHAPE.prune(expression.definition());
    input.remove("CatalogId");
    input.set("Expression", TagExpression.canonical(input.path("Expression")));
    return input;
  }

  public static Action decide(CatalogObject desired, @Nullable CatalogObject actual) {
    ObjectNode input = input(desired);
    if (actual == null) {
      return Action.create(desired.key(), input);
    }
    String difference = Differences.between(said(input), said(input(actual)));
    return difference.isEmpty()
        ? Action.none(desired.key())
        : Action.update(desired.key(), input, difference);
  }

  private static ObjectNode said(ObjectNode input) {
    String expression = TagExpression.describe(input.path("Expression"));
    return input.deepCopy().put("Expression", expression);
  }

  public static TagTerms terms(CatalogObject expression) {
    return TagTerms.of(expression.definition().path("Expression"));
  }

  /** By name. */
  public static Map<String, TagTerms> terms(Map<ObjectKey, CatalogObject> expressions) {
    Map<String, TagTerms> terms = new TreeMap<>();
    expressions.forEach((key, expression) -> terms.put(key.name(), terms(expression)));
    return terms;
  }
}
