package io.twinlake.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TraitType;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Every member that an SDK shape has at run time, at every depth, once empty and once set while all
 * others are absent.
 */
final class FieldStates {
  /** What needs something outside the catalog, and what a test decides itself. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "FederatedDatabase",
          "FederatedTable",
          "ViewDefinition",
          "SchemaReference",
          "TargetDatabase",
          "TargetTable",
          "CreateTableDefaultPermissions");

  /** Without which AWS refuses a shape (botocore). */
  private static final Set<String> REQUIRED =
      Set.of("Column.Name", "Order.Column", "Order.SortOrder");

  /** Texts of which AWS demands a character. */
  private static final Set<String> NEVER_EMPTY =
      Set.of(
          "Owner",
          "Name",
          "Column",
          "SerializationLibrary",
          "LocationUri",
          "BucketColumns",
          "SkewedColumnNames",
          "Values");

  private FieldStates() {}

  /**
   * @param builder makes an empty SDK builder
   * @return by what was set, e.g. {@code StorageDescriptor.Columns[].Comment set}: what to do to
   *     such a builder
   */
  static Map<String, Consumer<SdkPojo>> of(Supplier<? extends SdkPojo> builder) {
    Map<String, Consumer<SdkPojo>> states = new LinkedHashMap<>();
    for (SdkField<?> field : builder.get().sdkFields()) {
      if (!LEFT_OUT.contains(field.locationName())) {
        values(field, field.locationName())
            .forEach((name, value) -> states.put(name, pojo -> field.set(pojo, value)));
      }
    }
    return states;
  }

  private static Map<String, Object> values(SdkField<?> field, String path) {
    Map<String, Object> values = new LinkedHashMap<>();
    String name = field.locationName();
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.SDK_POJO) {
      values.put(path + " empty", empty(field));
      of(field.constructor())
          .forEach(
              (inner, set) -> {
                SdkPojo pojo = filled(field);
                set.accept(pojo);
                values.put(path + "." + inner, built(pojo));
              });
    } else if (type == MarshallingType.LIST) {
      values.put(path + " empty", List.of());
      SdkField<?> item =
          field.getRequiredTrait(ListTrait.class, TraitType.LIST_TRAIT).memberFieldInfo();
      values(item, path + "[]").forEach((inner, value) -> values.put(inner, List.of(value)));
    } else if (type == MarshallingType.MAP) {
      values.put(path + " empty", Map.of());
      SdkField<?> item =
          field.getRequiredTrait(MapTrait.class, TraitType.MAP_TRAIT).valueFieldInfo();
      values(item, path + "{}")
          .forEach((inner, value) -> values.put(inner, Map.of("Schlüssel é", value)));
    } else {
      scalars(name, type).forEach(value -> values.put(path + " = " + value, value));
    }
    return values;
  }

  private static List<Object> scalars(String name, MarshallingType<?> type) {
    if (type == MarshallingType.STRING) {
      boolean mayBeEmpty =
          NEVER_EMPTY.stream().noneMatch(name::equals)
              && !name.equals("member")
              && !name.equals("value");
      List<Object> texts = new ArrayList<>(List.of("Ünïcode 表 \uD83D\uDE80 '\"\\"));
      if (mayBeEmpty) {
        texts.add("");
      }
      return texts;
    }
    if (type == MarshallingType.INTEGER) {
      return name.equals("SortOrder") ? List.of(0, 1) : List.of(0, 7);
    }
    if (type == MarshallingType.BOOLEAN) {
      return List.of(true, false);
    }
    if (type == MarshallingType.INSTANT) {
      return List.of(Instant.ofEpochSecond(1_700_000_000L));
    }
    throw new IllegalStateException("No value is known for " + name + ", a " + type + ".");
  }

  private static Object empty(SdkField<?> field) {
    return built(filled(field));
  }

  private static SdkPojo filled(SdkField<?> field) {
    SdkPojo pojo = field.constructor().get();
    String shape = pojo.getClass().getEnclosingClass().getSimpleName();
    for (SdkField<?> each : pojo.sdkFields()) {
      if (REQUIRED.contains(shape + "." + each.locationName())) {
        each.set(pojo, scalars(each.locationName(), each.marshallingType()).get(0));
      }
    }
    return pojo;
  }

  private static Object built(SdkPojo builder) {
    return ((SdkBuilder<?, ?>) builder).build();
  }
}
