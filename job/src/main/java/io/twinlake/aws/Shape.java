package io.twinlake.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TraitType;

/**
 * Which members an SDK input shape can carry, as a table made once from its field list. Pruning a
 * definition that was read by the input's shape gives what can be written of it (aws-facts 2).
 */
public final class Shape {
  private static final Shape ANY = new Shape(Map.of());

  private final Map<String, Shape> members;

  private Shape(Map<String, Shape> members) {
    this.members = members;
  }

  /**
   * The shape of an SDK model class.
   *
   * @param builder makes an empty builder, e.g. {@code TableInput::builder}
   */
  public static Shape of(Supplier<? extends SdkPojo> builder) {
    return of(builder.get(), new HashMap<>());
  }

  /**
   * @param known shapes by class; a shape may have itself among its members
   */
  private static Shape of(SdkPojo builder, Map<Class<?>, Shape> known) {
    Shape before = known.get(builder.getClass());
    if (before != null) {
      return before;
    }
    Map<String, Shape> members = new LinkedHashMap<>();
    Shape shape = new Shape(members);
    known.put(builder.getClass(), shape);
    for (SdkField<?> field : builder.sdkFields()) {
      members.put(field.locationName(), of(field, known));
    }
    return shape;
  }

  private static Shape of(SdkField<?> field, Map<Class<?>, Shape> known) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.SDK_POJO) {
      return of(field.constructor().get(), known);
    }
    if (type == MarshallingType.LIST) {
      SdkField<?> member =
          field.getRequiredTrait(ListTrait.class, TraitType.LIST_TRAIT).memberFieldInfo();
      return of(member, known);
    }
    if (type == MarshallingType.MAP) {
      // A map's keys are data, so its values are not pruned by name: no input shape has maps of
      // shapes that differ between input and output.
      field.getRequiredTrait(MapTrait.class, TraitType.MAP_TRAIT);
      return ANY;
    }
    return ANY;
  }

  /** A copy with only the members this shape has, in the shape's order. */
  public ObjectNode prune(ObjectNode document) {
    ObjectNode pruned = JsonNodeFactory.instance.objectNode();
    members.forEach(
        (name, shape) -> {
          JsonNode value = document.get(name);
          if (value != null && !value.isNull()) {
            pruned.set(name, shape.pruneValue(value));
          }
        });
    return pruned;
  }

  private JsonNode pruneValue(JsonNode value) {
    if (members.isEmpty()) {
      return value;
    }
    if (value instanceof ObjectNode object) {
      return prune(object);
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    value.forEach(item -> array.add(pruneValue(item)));
    return array;
  }
}
