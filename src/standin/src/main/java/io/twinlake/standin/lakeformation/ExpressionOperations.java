package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.CreateLfTagExpressionRequest;
import software.amazon.awssdk.services.lakeformation.model.CreateLfTagExpressionResponse;
import software.amazon.awssdk.services.lakeformation.model.DeleteLfTagExpressionRequest;
import software.amazon.awssdk.services.lakeformation.model.DeleteLfTagExpressionResponse;
import software.amazon.awssdk.services.lakeformation.model.GetLfTagExpressionRequest;
import software.amazon.awssdk.services.lakeformation.model.GetLfTagExpressionResponse;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagExpression;
import software.amazon.awssdk.services.lakeformation.model.ListLfTagExpressionsRequest;
import software.amazon.awssdk.services.lakeformation.model.ListLfTagExpressionsResponse;
import software.amazon.awssdk.services.lakeformation.model.UpdateLfTagExpressionRequest;
import software.amazon.awssdk.services.lakeformation.model.UpdateLfTagExpressionResponse;

/** LF-tag expressions (aws-facts 18). */
final class ExpressionOperations {
  private final CatalogId catalogId;
  private final Expressions expressions;
  private final Tags tags;
  private final Attachments attachments;
  private final Authority authority;
  private final Rows rows;
  private final Pages pages;
  private final Quotas quotas;

  ExpressionOperations(
      CatalogId catalogId,
      Expressions expressions,
      Tags tags,
      Attachments attachments,
      Authority authority,
      Rows rows,
      Pages pages,
      Quotas quotas) {
    this.catalogId = catalogId;
    this.expressions = expressions;
    this.tags = tags;
    this.attachments = attachments;
    this.authority = authority;
    this.rows = rows;
    this.pages = pages;
    this.quotas = quotas;
  }

  CreateLfTagExpressionResponse create(Call call, CreateLfTagExpressionRequest request) {
    catalogId.require(request.catalogId());
    authority.requireOnCatalog(call.caller(), "CREATE_LF_TAG_EXPRESSION");
    LFTagExpression expression =
        expression(request.name(), request.description(), request.expression());
    quotas.require(Quota.LF_TAG_EXPRESSIONS, expressions.all().size() + 1);
    if (!expressions.create(expression)) {
      throw AwsError.invalidInput("LF-Tag expression " + request.name() + " already exists.");
    }
    return CreateLfTagExpressionResponse.builder().build();
  }

  GetLfTagExpressionResponse get(Call call, GetLfTagExpressionRequest request) {
    catalogId.require(request.catalogId());
    authority.requireOnExpression(call.caller(), request.name(), Names.DESCRIBE);
    LFTagExpression found = expressions.require(request.name());
    return GetLfTagExpressionResponse.builder()
        .name(found.name())
        .description(found.description())
        .catalogId(found.catalogId())
        .expression(found.expression())
        .build();
  }

  ListLfTagExpressionsResponse list(Call call, ListLfTagExpressionsRequest request) {
    catalogId.require(request.catalogId());
    Pages.Page<LFTagExpression> page =
        pages.page(
            key ->
                Pages.Entries.of(expressions.all())
                    .after(key)
                    .filter(each -> authority.seesExpression(call.caller(), each.getKey())),
            request);
    return ListLfTagExpressionsResponse.builder()
        .lfTagExpressions(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  UpdateLfTagExpressionResponse update(Call call, UpdateLfTagExpressionRequest request) {
    catalogId.require(request.catalogId());
    authority.requireOnExpression(call.caller(), request.name(), "ALTER");
    expressions.require(request.name());
    expressions.replace(expression(request.name(), request.description(), request.expression()));
    return UpdateLfTagExpressionResponse.builder().build();
  }

  /** The grants by the expression go with it, as AWS documents of the operation. */
  DeleteLfTagExpressionResponse delete(Call call, DeleteLfTagExpressionRequest request) {
    catalogId.require(request.catalogId());
    authority.requireOnExpression(call.caller(), request.name(), "DROP");
    expressions.require(request.name());
    if (attachments.useExpression(request.name())) {
      throw AwsError.invalidInput(
          "LF-Tag expression " + request.name() + " is used by an attached RLS policy.");
    }
    expressions.remove(request.name());
    rows.removeAll(
        rows.below(Place.POLICIES).values().stream()
            .filter(row -> request.name().equals(row.resource().lfTagPolicy().expressionName()))
            .toList());
    rows.removeBelow(Place.expression(request.name()));
    return DeleteLfTagExpressionResponse.builder().build();
  }

  private LFTagExpression expression(
      @Nullable String name, @Nullable String description, List<LFTag> terms) {
    List<LFTag> folded = Canonical.expression(terms);
    if (folded.isEmpty()) {
      throw AwsError.invalidInput("Expression must not be empty.");
    }
    folded.forEach(tags::require);
    return LFTagExpression.builder()
        .name(Canonical.required("Name", name))
        .description(description)
        .catalogId(catalogId.account())
        .expression(folded)
        .build();
  }
}
