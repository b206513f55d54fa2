package io.twinlake.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinlake.aws.AwsRegion;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Grant;
import io.twinlake.model.GrantRows;
import io.twinlake.source.LakeFormationSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Who holds what in a region, one line a permission and column: {@code principal, resource,
 * permission}, with "may grant" for the grant option.
 */
record Held(Set<String> lines) {
  private static final String SEPARATOR = " -> ";

  static Held in(AwsRegion region, UnaryOperator<CatalogObject> rewrite) {
    Set<String> lines = new TreeSet<>();
    new LakeFormationSource(region)
        .grants()
        .forEachRemaining(
            row ->
                GrantRows.grants(rewrite.apply(row).definition(), TwoRegions.ACCOUNT)
                    .forEach(grant -> add(grant, lines)));
    lines.removeIf(line -> line.startsWith(TwoRegions.jobArn()));
    return new Held(lines);
  }

  static Held in(AwsRegion region) {
    return in(region, UnaryOperator.identity());
  }

  private static void add(Grant grant, Set<String> lines) {
    String whose = grant.principal() + " " + grant.key().values() + SEPARATOR;
    grant.permissions().forEach(permission -> lines.add(whose + permission));
    grant.grantable().forEach(permission -> lines.add(whose + "may grant " + permission));
  }

  /** What is held here and neither there nor covered by ALL there. */
  Held beyond(Held other) {
    Set<String> beyond = new TreeSet<>(lines);
    beyond.removeIf(line -> other.covers(line));
    return new Held(beyond);
  }

  /** The resource of a line, as the grant calls take it. */
  static JsonNode resource(String line) {
    try {
      return new ObjectMapper()
          .readTree(line.substring(line.indexOf('[') + 1, line.lastIndexOf(SEPARATOR)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(line, e);
    }
  }

  private boolean covers(String line) {
    String whose = line.substring(0, line.lastIndexOf(SEPARATOR) + SEPARATOR.length());
    boolean option = line.startsWith("may grant ", whose.length());
    return lines.contains(line) || lines.contains(whose + (option ? "may grant ALL" : "ALL"));
  }

  Held and(Held other) {
    Set<String> all = new TreeSet<>(lines);
    all.addAll(other.lines);
    return new Held(all);
  }
}
