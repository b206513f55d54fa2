package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.ListPermissionsRequest;
import software.amazon.awssdk.services.lakeformation.model.ListPermissionsResponse;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** ListPermissions: raw rows without a filter, what is in effect with one (aws-facts 20). */
final class Listing {
  private final CatalogId catalogId;
  private final Canonical canonical;
  private final Existence existence;
  private final Authority authority;
  private final Holdings holdings;
  private final Pages pages;
  private final Readings readings;

  Listing(
      CatalogId catalogId,
      Canonical canonical,
      Existence existence,
      Authority authority,
      Holdings holdings,
      Pages pages,
      Readings readings) {
    this.catalogId = catalogId;
    this.canonical = canonical;
    this.existence = existence;
    this.authority = authority;
    this.holdings = holdings;
    this.pages = pages;
    this.readings = readings;
  }

  ListPermissionsResponse list(Call call, ListPermissionsRequest request) {
    catalogId.require(request.catalogId());
    Predicate<Row> wanted =
        ofType(request.resourceTypeAsString()).and(ofPrincipal(request.principal()));
    Pages.Entries<Row> found = found(call, request);
    Pages.Page<Row> page =
        pages.page(
            key ->
                found
                    .after(key)
                    .filter(entry -> wanted.test(entry.getValue()))
                    .map(entry -> visible(call, entry))
                    .filter(entry -> !entry.getValue().isEmpty()),
            request);
    return ListPermissionsResponse.builder()
        .principalResourcePermissions(page.map(Row::listed))
        .nextToken(page.nextToken())
        .build();
  }

  private Map.Entry<String, Row> visible(Call call, Map.Entry<String, Row> entry) {
    return Map.entry(entry.getKey(), authority.visible(call.caller(), entry.getValue()));
  }

  private Pages.Entries<Row> found(Call call, ListPermissionsRequest request) {
    if (request.resource() == null) {
      return key -> holdings.after(key).filter(entry -> isListed(entry.getValue()));
    }
    Resource resource = canonical.of(request.resource());
    if (resource.tableWithColumns() != null) {
      throw AwsError.invalidInput(
          "Getting privileges on a table with columns is not supported; ask for the table.");
    }
    existence.require(resource, authority.seesAll(call.caller()));
    boolean filters = "TRUE".equalsIgnoreCase(request.includeRelated());
    if (filters && request.principal() != null) {
      throw AwsError.invalidInput("Principal must not be specified with IncludeRelated.");
    }
    NavigableMap<String, Row> rows = on(resource);
    if (!filters && resource.dataCellsFilter() == null) {
      rows.values().removeIf(row -> row.resource().dataCellsFilter() != null);
    }
    return Pages.Entries.of(rows);
  }

  /** Rows on nested catalogs come when they are asked for by id alone (aws-facts 20). */
  private boolean isListed(Row row) {
    if (row.resource().catalog() != null && CatalogId.isNested(row.resource().catalog().id())) {
      return false;
    }
    return readings.listsFilterGrantsUnfiltered || row.resource().dataCellsFilter() == null;
  }

  private NavigableMap<String, Row> on(Resource resource) {
    NavigableMap<String, Row> own = holdings.keyedAt(Place.of(resource));
    if (resource.dataCellsFilter() != null) {
      own.values().removeIf(row -> !row.resource().equals(resource));
    }
    if (resource.table() != null && resource.table().tableWildcard() == null) {
      Place allTables = Place.allTables(resource.table().databaseName());
      holdings.keyedAt(allTables).forEach((key, row) -> own.put(key, onTable(row, resource)));
    }
    return own;
  }

  /** A grant on all tables as it is in effect on one of them. */
  private static Row onTable(Row row, Resource table) {
    return row.on(row.resource().table() == null ? Pieces.allColumns(table.table()) : table);
  }

  private static Predicate<Row> ofPrincipal(@Nullable DataLakePrincipal principal) {
    if (principal == null) {
      return row -> true;
    }
    String identifier = Grantees.identifier(principal);
    if (identifier.startsWith("arn:aws:identitystore:::user/")) {
      throw AwsError.invalidInput("AccountId cannot be null or empty");
    }
    return row -> row.principal().equals(identifier);
  }

  private static Predicate<Row> ofType(@Nullable String type) {
    if (type == null) {
      return row -> true;
    }
    return switch (type) {
      case "CATALOG" -> row -> row.resource().catalog() != null;
      case "DATABASE" -> row -> row.resource().database() != null;
      case "TABLE" ->
          row -> row.resource().table() != null || row.resource().tableWithColumns() != null;
      case "DATA_LOCATION" -> row -> row.resource().dataLocation() != null;
      case "LF_TAG" -> row -> row.resource().lfTag() != null;
      case "LF_TAG_POLICY", "LF_TAG_POLICY_DATABASE" -> row -> isPolicy(row, "DATABASE");
      case "LF_TAG_POLICY_TABLE" -> row -> isPolicy(row, "TABLE");
      case "LF_NAMED_TAG_EXPRESSION" -> row -> row.resource().lfTagExpression() != null;
      default -> throw AwsError.invalidInput("Invalid resource type " + type + ".");
    };
  }

  private static boolean isPolicy(Row row, String type) {
    return row.resource().lfTagPolicy() != null
        && row.resource().lfTagPolicy().resourceTypeAsString().equals(type);
  }
}
