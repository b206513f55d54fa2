package io.twinlake.standin.lake;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lakeformation.model.ColumnWildcard;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagPolicyResource;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.TableWithColumnsResource;

/** A resource of Lake Formation as text. */
final class ResourceText {
  private ResourceText() {}

  /**
   * @param text {@code catalog}, {@code database d}, {@code table d.t}, {@code tables d}, {@code
   *     columns d.t a,b}, {@code columns d.t except a,b}, {@code filter d.t f}, {@code location
   *     bucket/prefix}, {@code tag k *}, {@code tag k v,w}, {@code expression e}, {@code tag-policy
   *     TABLE k=v,w l=x}, {@code tag-policy TABLE expression e} or {@code row-policy p}
   * @throws IllegalArgumentException when it is none of these
   */
  static Resource parse(String text) {
    String[] words = text.split(" ", 3);
    return switch (words[0]) {
      case "catalog" -> Resource.builder().catalog(c -> {}).build();
      case "database" -> RandomGrants.database(words[1]);
      case "table" -> table(words[1].split("\\.", 2));
      case "tables" -> RandomGrants.allTables(words[1]);
      case "columns" -> columns(words[1].split("\\.", 2), words[2]);
      case "filter" -> filter(words[1].split("\\.", 2), words[2]);
      case "location" -> location(words[1]);
      default -> ofTags(words);
    };
  }

  private static Resource ofTags(String[] words) {
    return switch (words[0]) {
      case "tag" ->
          Resource.builder().lfTag(t -> t.tagKey(words[1]).tagValues(words(words[2]))).build();
      case "expression" -> Resource.builder().lfTagExpression(e -> e.name(words[1])).build();
      case "tag-policy" -> Resource.builder().lfTagPolicy(policy(words[1], words[2])).build();
      case "row-policy" -> Resource.builder().rlsPolicy(p -> p.name(words[1])).build();
      default -> throw new IllegalArgumentException("No resource is written " + words[0] + ".");
    };
  }

  private static Resource table(String[] path) {
    return RandomGrants.table(path[0], path[1]);
  }

  private static Resource columns(String[] path, String chosen) {
    TableWithColumnsResource.Builder table =
        TableWithColumnsResource.builder().databaseName(path[0]).name(path[1]);
    if (chosen.startsWith("except ")) {
      List<String> excluded = words(chosen.substring("except ".length()));
      table.columnWildcard(ColumnWildcard.builder().excludedColumnNames(excluded).build());
    } else {
      table.columnNames(words(chosen));
    }
    return Resource.builder().tableWithColumns(table.build()).build();
  }

  private static Resource filter(String[] path, String name) {
    return Resource.builder()
        .dataCellsFilter(f -> f.databaseName(path[0]).tableName(path[1]).name(name))
        .build();
  }

  private static Resource location(String path) {
    return Resource.builder().dataLocation(d -> d.resourceArn("arn:aws:s3:::" + path)).build();
  }

  private static LFTagPolicyResource policy(String type, String of) {
    LFTagPolicyResource.Builder policy = LFTagPolicyResource.builder().resourceType(type);
    return of.startsWith("expression ")
        ? policy.expressionName(of.substring("expression ".length())).build()
        : policy.expression(terms(of)).build();
  }

  /**
   * @param text e.g. {@code domain=crm,finance classification=public}
   */
  static List<LFTag> terms(String text) {
    return Arrays.stream(text.split(" ", -1))
        .map(term -> term.split("=", 2))
        .map(term -> LFTag.builder().tagKey(term[0]).tagValues(words(term[1])).build())
        .toList();
  }

  /** The words between blanks or commas. */
  static List<String> words(String text) {
    return Stream.of(text.strip().split("[ ,]+", -1)).filter(word -> !word.isEmpty()).toList();
  }
}
