package io.twinlake.command;

import io.twinlake.aws.AwsRegion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.GetResourceLfTagsResponse;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.ResourceType;

/** Words to build and look at the LF-tags of one region, as its owner. */
record TaggedLake(AwsRegion region) {
  private LakeFormationClient aws() {
    return region.lakeFormation();
  }

  TaggedLake tag(String key, String... values) {
    aws().createLFTag(r -> r.tagKey(key).tagValues(values));
    return this;
  }

  /** A tag with this many values: {@code v000}, {@code v001} … */
  TaggedLake tagWith(String key, int values) {
    List<String> all = IntStream.range(0, values).mapToObj("v%03d"::formatted).toList();
    aws().createLFTag(r -> r.tagKey(key).tagValues(all.subList(0, Math.min(50, values))));
    for (int from = 50; from < values; from += 50) {
      List<String> some = all.subList(from, Math.min(from + 50, values));
      aws().updateLFTag(r -> r.tagKey(key).tagValuesToAdd(some));
    }
    return this;
  }

  TaggedLake addValues(String key, String... values) {
    aws().updateLFTag(r -> r.tagKey(key).tagValuesToAdd(values));
    return this;
  }

  TaggedLake dropValues(String key, String... values) {
    aws().updateLFTag(r -> r.tagKey(key).tagValuesToDelete(values));
    return this;
  }

  TaggedLake dropTag(String key) {
    aws().deleteLFTag(r -> r.tagKey(key));
    return this;
  }

  /** Tags {@code db}, {@code db.table} or {@code db.table.column} with {@code key=value} pairs. */
  TaggedLake assign(String path, String... tags) {
    aws().addLFTagsToResource(r -> r.resource(resource(path)).lfTags(pairs(tags)));
    return this;
  }

  TaggedLake unassign(String path, String... tags) {
    aws().removeLFTagsFromResource(r -> r.resource(resource(path)).lfTags(pairs(tags)));
    return this;
  }

  TaggedLake expression(String name, @Nullable String description, String... terms) {
    aws()
        .createLFTagExpression(r -> r.name(name).description(description).expression(terms(terms)));
    return this;
  }

  TaggedLake changeExpression(String name, @Nullable String description, String... terms) {
    aws()
        .updateLFTagExpression(r -> r.name(name).description(description).expression(terms(terms)));
    return this;
  }

  TaggedLake dropExpression(String name) {
    aws().deleteLFTagExpression(r -> r.name(name));
    return this;
  }

  TaggedLake grant(String principal, Resource resource) {
    aws()
        .grantPermissions(
            r ->
                r.principal(TwoRegions.principal(principal))
                    .permissions(Permission.DESCRIBE)
                    .resource(resource));
    return this;
  }

  static Resource policy(String... terms) {
    return Resource.builder()
        .lfTagPolicy(p -> p.resourceType(ResourceType.TABLE).expression(terms(terms)))
        .build();
  }

  static Resource named(String expression) {
    return Resource.builder()
        .lfTagPolicy(p -> p.resourceType(ResourceType.TABLE).expressionName(expression))
        .build();
  }

  private static List<LFTagPair> pairs(String... tags) {
    return Stream.of(tags)
        .map(tag -> tag.split("="))
        .map(tag -> LFTagPair.builder().tagKey(tag[0]).tagValues(tag[1]).build())
        .toList();
  }

  private static List<LFTag> terms(String... terms) {
    return Stream.of(terms)
        .map(term -> term.split("="))
        .map(term -> LFTag.builder().tagKey(term[0]).tagValues(term[1].split("\\|")).build())
        .toList();
  }

  private static Resource resource(String path) {
    String[] names = path.split("\\.");
    return switch (names.length) {
      case 1 -> Lake.onDatabase(names[0]);
      case 2 -> Lake.onTable(names[0], names[1]);
      default ->
          Resource.builder()
              .tableWithColumns(
                  t -> t.databaseName(names[0]).name(names[1]).columnNames(names[2].split(",")))
              .build();
    };
  }

  /** Tags and expressions, e.g. {@code pii: no, yes} and {@code expression e (about): pii=yes}. */
  Set<String> definitions() {
    Set<String> lines = new TreeSet<>();
    aws().listLFTagsPaginator(r -> {}).stream()
        .flatMap(page -> page.lfTags().stream())
        .forEach(tag -> lines.add(tag.tagKey() + ": " + joined(tag.tagValues())));
    aws().listLFTagExpressionsPaginator(r -> {}).stream()
        .flatMap(page -> page.lfTagExpressions().stream())
        .forEach(
            e ->
                lines.add(
                    "expression "
                        + e.name()
                        + " ("
                        + e.description()
                        + "): "
                        + said(e.expression())));
    return lines;
  }

  private static String said(List<LFTag> terms) {
    return joined(terms.stream().map(t -> t.tagKey() + "=" + joined(t.tagValues())).toList());
  }

  private static String joined(List<String> texts) {
    return String.join(", ", new TreeSet<>(texts));
  }

  /** What is assigned directly, e.g. {@code sales.orders.ssn: pii=yes}. */
  Set<String> assignments(String... tables) {
    Set<String> lines = new TreeSet<>();
    for (String path : tables) {
      GetResourceLfTagsResponse answer =
          aws().getResourceLFTags(r -> r.resource(resource(path)).showAssignedLFTags(true));
      if (path.contains(".")) {
        add(lines, path, answer.lfTagsOnTable());
        answer.lfTagsOnColumns().forEach(c -> add(lines, path + "." + c.name(), c.lfTags()));
      } else {
        add(lines, path, answer.lfTagOnDatabase());
      }
    }
    return lines;
  }

  private static void add(Set<String> lines, String path, List<LFTagPair> tags) {
    List<String> said = new ArrayList<>();
    tags.forEach(tag -> said.add(tag.tagKey() + "=" + joined(tag.tagValues())));
    if (!said.isEmpty()) {
      lines.add(path + ": " + joined(said));
    }
  }
}
