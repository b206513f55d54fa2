package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.ListPermissionsRequest;
import software.amazon.awssdk.services.lakeformation.model.ListPermissionsResponse;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** ListPermissions: raw rows without a filter, what is in effect with one (aws-facts 20). */
final class Listing {
  private final CatalogId catalogId;
  private final Canonical canonical;
  private final Existence existence;
  private final Authority authority;
  private final Holdings holdings;
  private final Pages pages;

  Listing(
      CatalogId catalogId,
      Canonical canonical,
      Existence existence,
      Authority authority,
      Holdings holdings,
      Pages pages) {
    this.catalogId = catalogId;
    this.canonical = canonical;
    this.existence = existence;
    this.authority = authority;
    this.holdings = holdings;
    this.pages = pages;
  }

  ListPermissionsResponse list(Call call, ListPermissionsRequest request) {
    catalogId.require(request.catalogId());
    List<Row> rows =
        found(call, request)
            .filter(ofType(request.resourceTypeAsString()))
            .filter(ofPrincipal(request.principal()))
            .map(row -> authority.visible(call.caller(), row))
            .filter(row -> !row.isEmpty())
            .toList();
    Pages.Page<Row> page = pages.page(rows, request);
    List<PrincipalResourcePermissions> listed = page.items().stream().map(Row::listed).toList();
    return ListPermissionsResponse.builder()
        .principalResourcePermissions(listed)
        .nextToken(page.nextToken())
        .build();
  }

  private Stream<Row> found(Call call, ListPermissionsRequest request) {
    if (request.resource() == null) {
      return holdings.all().stream();
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
    return on(resource).filter(row -> filters || row.resource().dataCellsFilter() == null);
  }

  private Stream<Row> on(Resource resource) {
    if (resource.dataCellsFilter() != null || resource.lfTagPolicy() != null) {
      return holdings.at(Place.of(resource)).stream()
          .filter(row -> row.resource().equals(resource));
    }
    Stream<Row> own = holdings.at(Place.of(resource)).stream();
    if (resource.table() == null || resource.table().tableWildcard() != null) {
      return own;
    }
    Place allTables = Place.allTables(resource.table().databaseName());
    return Stream.concat(own, holdings.at(allTables).stream().map(row -> onTable(row, resource)));
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
