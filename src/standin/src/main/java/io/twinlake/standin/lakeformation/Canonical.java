package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.Place.fold;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.PojoJson;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.CatalogResource;
import software.amazon.awssdk.services.lakeformation.model.ColumnWildcard;
import software.amazon.awssdk.services.lakeformation.model.Condition;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilterResource;
import software.amazon.awssdk.services.lakeformation.model.DataLocationResource;
import software.amazon.awssdk.services.lakeformation.model.DatabaseResource;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagExpressionResource;
import software.amazon.awssdk.services.lakeformation.model.LFTagKeyResource;
import software.amazon.awssdk.services.lakeformation.model.LFTagPolicyResource;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicyResource;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.TableResource;
import software.amazon.awssdk.services.lakeformation.model.TableWithColumnsResource;

/**
 * A resource as requested to the one form in which it is listed: catalog id filled in, names in
 * lower case, all tables under AWS's name for them, every value of a tag as {@code *}.
 */
final class Canonical {
  private static final int MAX_CONDITION = 3000;

  private final CatalogId catalogId;
  private final Tags tags;
  private final RowPolicies rowPolicies;
  private final Readings readings;

  Canonical(CatalogId catalogId, Tags tags, RowPolicies rowPolicies, Readings readings) {
    this.catalogId = catalogId;
    this.tags = tags;
    this.rowPolicies = rowPolicies;
    this.readings = readings;
  }

  /**
   * @throws AwsError InvalidInputException when the resource is not exactly one well-formed kind
   */
  Resource of(@Nullable Resource asked) {
    if (asked == null || PojoJson.encode(asked).size() != 1) {
      throw AwsError.invalidInput("Resource parameter must have exactly 1 resource specified.");
    }
    if (asked.catalog() != null) {
      String id = catalogId.ofCatalog(asked.catalog().id());
      return Resource.builder().catalog(CatalogResource.builder().id(id).build()).build();
    }
    if (asked.database() != null) {
      return Resource.builder().database(database(asked.database())).build();
    }
    if (asked.table() != null) {
      return Resource.builder().table(table(asked.table())).build();
    }
    if (asked.tableWithColumns() != null) {
      return Resource.builder().tableWithColumns(columns(asked.tableWithColumns())).build();
    }
    return ofOther(asked);
  }

  private Resource ofOther(Resource asked) {
    if (asked.dataLocation() != null) {
      return Resource.builder().dataLocation(location(asked.dataLocation())).build();
    }
    if (asked.dataCellsFilter() != null) {
      return Resource.builder().dataCellsFilter(filter(asked.dataCellsFilter())).build();
    }
    if (asked.lfTag() != null) {
      return Resource.builder().lfTag(tag(asked.lfTag())).build();
    }
    if (asked.lfTagPolicy() != null) {
      return Resource.builder().lfTagPolicy(policy(asked.lfTagPolicy())).build();
    }
    if (asked.lfTagExpression() != null) {
      return Resource.builder().lfTagExpression(expression(asked.lfTagExpression())).build();
    }
    if (asked.rlsPolicy() != null && readings.supportsRowPolicies) {
      return Resource.builder().rlsPolicy(rowPolicy(asked.rlsPolicy())).build();
    }
    throw AwsError.invalidInput("This kind of resource is not supported in this region.");
  }

  private DatabaseResource database(DatabaseResource asked) {
    return asked.toBuilder()
        .catalogId(catalogId.fill(asked.catalogId()))
        .name(fold(required("Name", asked.name())))
        .build();
  }

  private TableResource table(TableResource asked) {
    if (asked.name() != null && asked.tableWildcard() != null) {
      throw AwsError.invalidInput("Table name and table wildcard cannot both be present.");
    }
    return asked.toBuilder()
        .catalogId(catalogId.fill(asked.catalogId()))
        .databaseName(fold(required("DatabaseName", asked.databaseName())))
        .name(
            asked.tableWildcard() == null ? fold(required("Name", asked.name())) : Names.ALL_TABLES)
        .build();
  }

  private TableWithColumnsResource columns(TableWithColumnsResource asked) {
    boolean named = asked.hasColumnNames() && !asked.columnNames().isEmpty();
    if (named == (asked.columnWildcard() != null)) {
      throw AwsError.invalidInput(
          "TableWithColumns needs either column names or a column wildcard.");
    }
    return TableWithColumnsResource.builder()
        .catalogId(catalogId.fill(asked.catalogId()))
        .databaseName(fold(required("DatabaseName", asked.databaseName())))
        .name(fold(required("Name", asked.name())))
        .columnNames(named ? folded(asked.columnNames()) : null)
        .columnWildcard(wildcard(asked.columnWildcard()))
        .build();
  }

  private static @Nullable ColumnWildcard wildcard(@Nullable ColumnWildcard asked) {
    if (asked == null || asked.excludedColumnNames().isEmpty()) {
      return asked == null ? null : ColumnWildcard.builder().build();
    }
    return asked.toBuilder().excludedColumnNames(folded(asked.excludedColumnNames())).build();
  }

  private DataLocationResource location(DataLocationResource asked) {
    String arn = required("ResourceArn", asked.resourceArn());
    return asked.toBuilder()
        .catalogId(catalogId.fill(asked.catalogId()))
        .resourceArn(Locations.withoutSlash(arn))
        .build();
  }

  private DataCellsFilterResource filter(DataCellsFilterResource asked) {
    return asked.toBuilder()
        .tableCatalogId(catalogId.fill(asked.tableCatalogId()))
        .databaseName(fold(required("DatabaseName", asked.databaseName())))
        .tableName(fold(required("TableName", asked.tableName())))
        .name(required("Name", asked.name()))
        .build();
  }

  /** Under the name that the policy was given. */
  private RLSPolicyResource rowPolicy(RLSPolicyResource asked) {
    return asked.toBuilder()
        .catalogId(catalogId.fill(asked.catalogId()))
        .name(rowPolicies.spelling(required("Name", asked.name())))
        .build();
  }

  private LFTagKeyResource tag(LFTagKeyResource asked) {
    String key = fold(required("TagKey", asked.tagKey()));
    List<String> values = folded(asked.tagValues());
    if (values.isEmpty()) {
      throw AwsError.invalidInput("TagValues must not be empty.");
    }
    boolean every = values.equals(List.of("*")) || values.equals(tags.values(key));
    return asked.toBuilder()
        .catalogId(catalogId.fill(asked.catalogId()))
        .tagKey(key)
        .tagValues(every ? List.of("*") : values)
        .build();
  }

  /** What a policy matches does not depend on the order of its terms, so they have one. */
  private LFTagPolicyResource policy(LFTagPolicyResource asked) {
    required("ResourceType", asked.resourceTypeAsString());
    boolean spelled = asked.hasExpression() && !asked.expression().isEmpty();
    if (spelled == (asked.expressionName() != null)) {
      throw AwsError.invalidInput("LFTagPolicy needs either an expression or an expression name.");
    }
    return LFTagPolicyResource.builder()
        .catalogId(catalogId.fill(asked.catalogId()))
        .resourceType(asked.resourceTypeAsString())
        .expression(spelled ? byKey(expression(asked.expression())) : null)
        .expressionName(asked.expressionName())
        .build();
  }

  private static List<LFTag> byKey(List<LFTag> terms) {
    return terms.stream().sorted(Comparator.comparing(LFTag::tagKey)).toList();
  }

  /** Keys and values are stored in lower case (aws-facts 18). */
  static List<LFTag> expression(List<LFTag> asked) {
    return asked.stream()
        .map(
            tag ->
                LFTag.builder()
                    .tagKey(fold(required("TagKey", tag.tagKey())))
                    .tagValues(folded(tag.tagValues()))
                    .build())
        .toList();
  }

  static Condition expression(Condition asked) {
    if (required("Expression", asked.expression()).length() > MAX_CONDITION) {
      throw AwsError.invalidInput("Condition is longer than " + MAX_CONDITION + " characters.");
    }
    return asked;
  }

  private LFTagExpressionResource expression(LFTagExpressionResource asked) {
    return asked.toBuilder()
        .catalogId(catalogId.fill(asked.catalogId()))
        .name(required("Name", asked.name()))
        .build();
  }

  /** Lower case, sorted, each once. */
  static List<String> folded(List<String> names) {
    return names.stream().map(Place::fold).distinct().sorted().toList();
  }

  static String required(String member, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw AwsError.invalidInput(member + " must not be empty.");
    }
    return value;
  }
}
