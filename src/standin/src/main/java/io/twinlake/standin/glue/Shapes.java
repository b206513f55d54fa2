package io.twinlake.standin.glue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.TraitType;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Copies members of equal name from one SDK shape to another: AWS's input shapes are subsets of its
 * output shapes (aws-facts 2).
 */
final class Shapes {
  private Shapes() {}

  /**
   * @param target the builder of the other shape; members it lacks are left behind
   * @return {@code target}
   */
  static <B extends SdkPojo> B copy(SdkPojo source, B target) {
    Map<String, SdkField<?>> fields = source.sdkFieldNameToField();
    for (SdkField<?> field : target.sdkFields()) {
      SdkField<?> from = fields.get(field.locationName());
      Object value = from == null ? null : present(from.getValueOrDefault(source));
      if (value != null) {
        field.set(target, convert(field, value));
      }
    }
    return target;
  }

  /** The value, or null when the SDK made it up for an absent member. */
  static @Nullable Object present(@Nullable Object value) {
    return value instanceof SdkAutoConstructList<?> || value instanceof SdkAutoConstructMap<?, ?>
        ? null
        : value;
  }

  private static Object convert(SdkField<?> field, Object value) {
    if (value instanceof SdkPojo pojo) {
      return convertPojo(field, pojo);
    }
    if (field.marshallingType() == MarshallingType.LIST && value instanceof List<?> list) {
      SdkField<?> member =
          field.getRequiredTrait(ListTrait.class, TraitType.LIST_TRAIT).memberFieldInfo();
      return list.stream().map(item -> convert(member, item)).toList();
    }
    return value;
  }

  private static Object convertPojo(SdkField<?> field, SdkPojo value) {
    SdkPojo builder = field.constructor().get();
    return builder.getClass().getEnclosingClass() == value.getClass()
        ? value
        : ((SdkBuilder<?, ?>) copy(value, builder)).build();
  }
}
