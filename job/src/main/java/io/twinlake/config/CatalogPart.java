package io.twinlake.config;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import io.twinlake.model.Kind;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What {@code [Catalog] include} may name, and the kinds of records it stands for. Databases,
 * tables and partitions are always included.
 */
public enum CatalogPart {
  PARTITION_INDEXES(Kind.PARTITION_INDEX),
  COLUMN_STATISTICS(Kind.COLUMN_STATISTICS),
  PARTITION_COLUMN_STATISTICS(Kind.PARTITION_COLUMN_STATISTICS),
  FUNCTIONS(Kind.USER_DEFINED_FUNCTION),
  TABLE_OPTIMIZERS(Kind.TABLE_OPTIMIZER),
  DATABASE_TAGS(Kind.DATABASE_TAGS),
  CONNECTIONS(Kind.CONNECTION),
  SCHEMA_REGISTRIES(Kind.SCHEMA_REGISTRY, Kind.SCHEMA, Kind.SCHEMA_VERSION),
  DATA_QUALITY_RULESETS(Kind.DATA_QUALITY_RULESET),
  CRAWLERS(Kind.CRAWLER),
  CLASSIFIERS(Kind.CLASSIFIER),
  ENCRYPTION_SETTINGS(Kind.ENCRYPTION_SETTINGS),
  NESTED_CATALOGS(Kind.CATALOG),
  RESOURCE_POLICY(Kind.RESOURCE_POLICY);

  /**
   * All but the statistics of partitions, for which there is no list: they cost a call for each
   * partition (aws-facts 9).
   */
  static final Set<CatalogPart> DEFAULT =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(PARTITION_COLUMN_STATISTICS)));

  private final ImmutableList<String> kinds;

  CatalogPart(Kind... kinds) {
    this.kinds = Arrays.stream(kinds).map(Kind::name).collect(toImmutableList());
  }

  static Optional<CatalogPart> named(String name) {
    return Arrays.stream(values()).filter(part -> part.word().equalsIgnoreCase(name)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(CatalogPart::word).toList();
  }

  static Set<Kind> kinds(Set<CatalogPart> parts) {
    Set<Kind> kinds = new TreeSet<>();
    parts.forEach(part -> part.kinds.forEach(name -> kinds.add(new Kind(name))));
    return kinds;
  }

  /** How it is written in the file. */
  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
