package io.twinlake.standin.lake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TraitType;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Sets the members of an SDK shape at random, each absent, empty or full: whichever members AWS's
 * model has, so that a new one is tried as soon as the SDK knows it.
 */
record RandomShape(RandomWords words) {
  /** What needs something outside the catalog, or what the caller decides. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "FederatedDatabase",
          "FederatedTable",
          "ViewDefinition",
          "SchemaReference",
          "TargetDatabase",
          "TargetTable",
          "CreateTableDefaultPermissions");

  private static final Set<String> REQUIRED =
      Set.of("Column.Name", "Order.Column", "Order.SortOrder");

  /** AWS's model demands a character of every other text. */
  private static final Set<String> MAY_BE_EMPTY =
      Set.of(
          "Description",
          "Comment",
          "Type",
          "Location",
          "InputFormat",
          "OutputFormat",
          "ViewOriginalText",
          "ViewExpandedText",
          "Parameters",
          "SkewedColumnValues",
          "SkewedColumnValueLocationMaps");

  private static final Set<String> LOCATIONS =
      Set.of("Location", "LocationUri", "AdditionalLocations", "SkewedColumnValueLocationMaps");

  /**
   * @param builder an empty SDK builder
   */
  <B extends SdkPojo> B fill(B builder) {
    String shape = builder.getClass().getEnclosingClass().getSimpleName();
    for (SdkField<?> field : builder.sdkFields()) {
      String name = field.locationName();
      boolean required = REQUIRED.contains(shape + "." + name);
      if (required || (!LEFT_OUT.contains(name) && !words.once(3))) {
        field.set(builder, value(name, field));
      }
    }
    return builder;
  }

  private Object value(String name, SdkField<?> field) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.STRING) {
      return text(name);
    }
    if (type == MarshallingType.INTEGER) {
      return words.below(name.equals("SortOrder") ? 2 : 400);
    }
    if (type == MarshallingType.BOOLEAN) {
      return words.once(2);
    }
    if (type == MarshallingType.INSTANT) {
      return Instant.ofEpochSecond(1_600_000_000L + words.below(100_000_000));
    }
    if (type == MarshallingType.LIST) {
      return list(name, field.getRequiredTrait(ListTrait.class, TraitType.LIST_TRAIT));
    }
    if (type == MarshallingType.MAP) {
      return map(name, field.getRequiredTrait(MapTrait.class, TraitType.MAP_TRAIT));
    }
    if (type == MarshallingType.SDK_POJO) {
      return ((SdkBuilder<?, ?>) fill(field.constructor().get())).build();
    }
    throw new IllegalStateException("No random value is known for " + name + ", a " + type + ".");
  }

  private String text(String name) {
    if (MAY_BE_EMPTY.contains(name) && words.once(4)) {
      return "";
    }
    return LOCATIONS.contains(name) ? words.location() : words.text();
  }

  private List<Object> list(String name, ListTrait trait) {
    List<Object> list = new ArrayList<>();
    for (int size = words.below(3); size > 0; size--) {
      list.add(value(name, trait.memberFieldInfo()));
    }
    return list;
  }

  private Map<String, Object> map(String name, MapTrait trait) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int size = words.below(4); size > 0; size--) {
      map.put(
          words.once(8) ? "spark.sql.sources.schema" : words.name(),
          value(name, trait.valueFieldInfo()));
    }
    return map;
  }
}
