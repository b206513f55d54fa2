package io.twinlake.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TraitType;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * SDK shapes to documents and back, generically from {@link SdkPojo#sdkFields()}, so that a member
 * AWS adds travels with the next SDK and no code change. An absent list or map is an
 * auto-constructed one in the SDK and stays absent here; an empty one stays empty.
 */
public final class Documents {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Documents() {}

  /** Every member the SDK holds a value for, in the SDK's order, under AWS's names. */
  public static ObjectNode toDocument(SdkPojo pojo) {
    ObjectNode document = JSON.objectNode();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (value != null
          && !(value instanceof SdkAutoConstructList<?>)
          && !(value instanceof SdkAutoConstructMap<?, ?>)) {
        document.set(field.locationName(), toNode(value));
      }
    }
    return document;
  }

  /**
   * The document as the given input shape; members that the shape lacks are left out, which is how
   * a definition that was read becomes one that can be written (aws-facts 2).
   *
   * @param shape makes an empty builder, e.g. {@code TableInput::builder}
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <T extends SdkPojo> T fromDocument(
      ObjectNode document, Supplier<? extends SdkPojo> shape) {
    SdkPojo builder = shape.get();
    for (SdkField<?> field : builder.sdkFields()) {
      JsonNode value = document.get(field.locationName());
      if (value != null && !value.isNull()) {
        field.set(builder, toValue(field, value));
      }
    }
    return (T) ((SdkBuilder<?, ?>) builder).build();
  }

  /**
   * What of the document the input shape can carry: two documents that intersect alike write alike.
   */
  public static ObjectNode intersect(ObjectNode document, Supplier<? extends SdkPojo> shape) {
    return toDocument(fromDocument(document, shape));
  }

  private static JsonNode toNode(Object value) {
    if (value instanceof Document free) {
      return FreeForm.toNode(free);
    }
    if (value instanceof SdkPojo pojo) {
      return toDocument(pojo);
    }
    if (value instanceof List<?> list) {
      ArrayNode array = JSON.arrayNode();
      list.forEach(item -> array.add(toNode(item)));
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = JSON.objectNode();
      map.forEach((key, item) -> object.set(key.toString(), toNode(item)));
      return object;
    }
    return toScalar(value);
  }

  private static JsonNode toScalar(Object value) {
    if (value instanceof SdkBytes bytes) {
      return JSON.textNode(Base64.getEncoder().encodeToString(bytes.asByteArray()));
    }
    if (value instanceof Boolean flag) {
      return JSON.booleanNode(flag);
    }
    if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      return JSON.numberNode(((Number) value).longValue());
    }
    if (value instanceof Number number) {
      return JSON.numberNode(new BigDecimal(number.toString()));
    }
    return JSON.textNode(value.toString());
  }

  private static Object toValue(SdkField<?> field, JsonNode node) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.SDK_POJO) {
      return fromDocument((ObjectNode) node, field.constructor());
    }
    if (type == MarshallingType.LIST) {
      SdkField<?> member =
          field.getRequiredTrait(ListTrait.class, TraitType.LIST_TRAIT).memberFieldInfo();
      List<Object> list = new ArrayList<>();
      node.forEach(item -> list.add(toValue(member, item)));
      return list;
    }
    if (type == MarshallingType.MAP) {
      SdkField<?> member =
          field.getRequiredTrait(MapTrait.class, TraitType.MAP_TRAIT).valueFieldInfo();
      Map<String, Object> map = new LinkedHashMap<>();
      node.properties().forEach(e -> map.put(e.getKey(), toValue(member, e.getValue())));
      return map;
    }
    return type == MarshallingType.DOCUMENT ? FreeForm.toDocument(node) : toScalarValue(type, node);
  }

  private static Object toScalarValue(MarshallingType<?> type, JsonNode node) {
    if (type == MarshallingType.INTEGER) {
      return node.intValue();
    }
    if (type == MarshallingType.LONG) {
      return node.longValue();
    }
    if (type == MarshallingType.DOUBLE) {
      return node.doubleValue();
    }
    if (type == MarshallingType.FLOAT) {
      return node.floatValue();
    }
    if (type == MarshallingType.BOOLEAN) {
      return node.booleanValue();
    }
    if (type == MarshallingType.INSTANT) {
      return Instant.parse(node.textValue());
    }
    if (type == MarshallingType.SDK_BYTES) {
      return SdkBytes.fromByteArray(Base64.getDecoder().decode(node.textValue()));
    }
    return node.asText();
  }
}
