package io.twinlake.command;

import io.twinlake.aws.AwsRegion;
import io.twinlake.aws.Parallel;
import io.twinlake.config.Scope;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.source.NestedCatalogs;
import io.twinlake.source.SatelliteSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Backs up what the catalog has beside databases, kind by kind, as far as it is in scope. */
final class SatelliteBackup {
  private final SatelliteSource source;
  private final NestedCatalogs catalogs;
  private final Parallel parallel;
  private final Recording recording;
  private final List<ObjectKey> schemas = new ArrayList<>();
  private final List<ObjectKey> rulesets = new ArrayList<>();
  private final Map<ObjectKey, List<String>> cut = new ConcurrentHashMap<>();
  private boolean hasRegistries;

  SatelliteBackup(AwsRegion region, NestedCatalogs catalogs, Recording recording) {
    this.source = new SatelliteSource(region);
    this.catalogs = catalogs;
    this.parallel = region.parallel();
    this.recording = recording;
  }

  private record Listed(
      Kind kind, Supplier<Iterator<CatalogObject>> objects, Consumer<CatalogObject> found) {}

  void run(Scope scope) {
    read(
        scope,
        List.of(
            new Listed(
                Kind.CONNECTION,
                () -> source.connections((key, names) -> cut.put(key, names)),
                this::foundConnection),
            new Listed(Kind.SCHEMA_REGISTRY, source::registries, this::foundRegistry),
            new Listed(
                Kind.DATA_QUALITY_RULESET, source::rulesets, each -> rulesets.add(each.key())),
            new Listed(Kind.CRAWLER, source::crawlers, recording::found),
            new Listed(Kind.CLASSIFIER, source::classifiers, recording::found),
            new Listed(Kind.ENCRYPTION_SETTINGS, source::encryptionSettings, recording::found),
            new Listed(Kind.CATALOG, catalogs::read, recording::found),
            new Listed(Kind.RESOURCE_POLICY, source::resourcePolicy, recording::found)));
    if (hasRegistries) {
      read(
          scope,
          List.of(new Listed(Kind.SCHEMA, source::schemas, each -> schemas.add(each.key()))));
    }
    readEach("schemas", schemas, source::schema);
    readEach("data quality rulesets", rulesets, source::ruleset);
  }

  private void read(Scope scope, List<Listed> lists) {
    List<Listed> wanted = lists.stream().filter(list -> scope.includes(list.kind())).toList();
    if (!wanted.isEmpty()) {
      recording.sideBySide(
          parallel,
          "rest of the catalog",
          wanted.iterator(),
          (Listed list, Consumer<Runnable> findings) ->
              recording.read(
                  list.objects(), ObjectKey.global(list.kind(), ""), list.found(), findings));
    }
  }

  private void readEach(
      String phase, List<ObjectKey> keys, Function<ObjectKey, Iterator<CatalogObject>> whole) {
    if (!keys.isEmpty()) {
      recording.sideBySide(
          parallel,
          phase,
          keys.iterator(),
          (ObjectKey key, Consumer<Runnable> findings) ->
              recording.read(() -> whole.apply(key), key, recording::found, findings));
    }
  }

  private void foundConnection(CatalogObject connection) {
    recording.found(connection);
    List<String> names = cut.getOrDefault(connection.key(), List.of());
    if (!names.isEmpty()) {
      recording.cut(connection.key(), names);
    }
  }

  private void foundRegistry(CatalogObject registry) {
    hasRegistries = true;
    recording.found(registry);
  }
}
