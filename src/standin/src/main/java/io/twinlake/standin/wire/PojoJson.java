package io.twinlake.standin.wire;

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
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * AWS JSON bodies to SDK model objects and back, driven by {@link SdkPojo#sdkFields()}. Absent
 * members stay absent and empty ones empty. Timestamps are epoch seconds, blobs base64.
 */
public final class PojoJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private PojoJson() {}

  public static ObjectNode encode(SdkPojo pojo) {
    ObjectNode node = JSON.objectNode();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (isPresent(value)) {
        node.set(field.locationName(), encodeValue(value));
      }
    }
    return node;
  }

  /**
   * @param builder an empty SDK builder of the shape
   * @throws AwsError SerializationException when a member is unknown or of the wrong type
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <T> T decode(ObjectNode node, SdkPojo builder) {
    Map<String, SdkField<?>> fields = new LinkedHashMap<>();
    builder.sdkFields().forEach(field -> fields.put(field.locationName(), field));
    node.properties()
        .forEach(
            member -> {
              SdkField<?> field = fields.get(member.getKey());
              if (field == null) {
                throw AwsError.of(
                    "SerializationException", "Unknown member " + member.getKey() + ".");
              }
              if (!member.getValue().isNull()) {
                field.set(builder, decodeValue(field, member.getValue()));
              }
            });
    return (T) ((SdkBuilder<?, ?>) builder).build();
  }

  private static boolean isPresent(Object value) {
    return value != null
        && !(value instanceof SdkAutoConstructList<?>)
        && !(value instanceof SdkAutoConstructMap<?, ?>);
  }

  private static JsonNode encodeValue(Object value) {
    if (value instanceof SdkPojo pojo) {
      return encode(pojo);
    }
    if (value instanceof List<?> list) {
      ArrayNode array = JSON.arrayNode();
      list.forEach(item -> array.add(encodeValue(item)));
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = JSON.objectNode();
      map.forEach((key, item) -> object.set(key.toString(), encodeValue(item)));
      return object;
    }
    return encodeScalar(value);
  }

  private static JsonNode encodeScalar(Object value) {
    if (value instanceof Instant instant) {
      return JSON.numberNode(BigDecimal.valueOf(instant.toEpochMilli(), 3).stripTrailingZeros());
    }
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

  private static Object decodeValue(SdkField<?> field, JsonNode node) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.SDK_POJO) {
      return decode(requireObject(field, node), field.constructor().get());
    }
    if (type == MarshallingType.LIST) {
      SdkField<?> member =
          field
              .getRequiredTrait(
                  ListTrait.class, software.amazon.awssdk.core.traits.TraitType.LIST_TRAIT)
              .memberFieldInfo();
      List<Object> list = new ArrayList<>();
      node.forEach(item -> list.add(decodeValue(member, item)));
      return list;
    }
    if (type == MarshallingType.MAP) {
      SdkField<?> member =
          field
              .getRequiredTrait(
                  MapTrait.class, software.amazon.awssdk.core.traits.TraitType.MAP_TRAIT)
              .valueFieldInfo();
      Map<String, Object> map = new LinkedHashMap<>();
      node.properties().forEach(e -> map.put(e.getKey(), decodeValue(member, e.getValue())));
      return map;
    }
    return decodeScalar(field, node);
  }

  private static Object decodeScalar(SdkField<?> field, JsonNode node) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.STRING && node.isTextual()) {
      return node.textValue();
    }
    if (type == MarshallingType.INTEGER && node.isNumber()) {
      return node.intValue();
    }
    if (type == MarshallingType.LONG && node.isNumber()) {
      return node.longValue();
    }
    if (type == MarshallingType.DOUBLE && node.isNumber()) {
      return node.doubleValue();
    }
    if (type == MarshallingType.FLOAT && node.isNumber()) {
      return node.floatValue();
    }
    if (type == MarshallingType.BOOLEAN && node.isBoolean()) {
      return node.booleanValue();
    }
    if (type == MarshallingType.INSTANT && node.isNumber()) {
      return Instant.ofEpochMilli(node.decimalValue().movePointRight(3).longValue());
    }
    if (type == MarshallingType.SDK_BYTES && node.isTextual()) {
      return SdkBytes.fromByteArray(Base64.getDecoder().decode(node.textValue()));
    }
    throw wrongType(field, node);
  }

  private static ObjectNode requireObject(SdkField<?> field, JsonNode node) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw wrongType(field, node);
  }

  private static AwsError wrongType(SdkField<?> field, JsonNode node) {
    return AwsError.of(
        "SerializationException",
        "Member " + field.locationName() + " cannot be a " + node.getNodeType() + ".");
  }
}
