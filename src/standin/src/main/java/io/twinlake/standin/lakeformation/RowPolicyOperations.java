package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.Place.fold;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.Operations;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.Column;
import software.amazon.awssdk.services.lakeformation.model.CreateRlsPolicyRequest;
import software.amazon.awssdk.services.lakeformation.model.CreateRlsPolicyResponse;
import software.amazon.awssdk.services.lakeformation.model.DeleteRlsPolicyRequest;
import software.amazon.awssdk.services.lakeformation.model.DeleteRlsPolicyResponse;
import software.amazon.awssdk.services.lakeformation.model.GetRlsPolicyRequest;
import software.amazon.awssdk.services.lakeformation.model.GetRlsPolicyResponse;
import software.amazon.awssdk.services.lakeformation.model.ListRlsPoliciesRequest;
import software.amazon.awssdk.services.lakeformation.model.ListRlsPoliciesResponse;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicy;
import software.amazon.awssdk.services.lakeformation.model.UpdateRlsPolicyRequest;
import software.amazon.awssdk.services.lakeformation.model.UpdateRlsPolicyResponse;

/**
 * Row-level-security policies themselves (aws-facts 19).
 *
 * @see <a href="https://docs.aws.amazon.com/lake-formation/latest/dg/rls-policies-managing.html">
 *     AWS: managing RLS policies</a>
 */
final class RowPolicyOperations {
  private static final int MAX_NAME = 255;
  private static final int MAX_EXPRESSION = 2048;

  private final CatalogId catalogId;
  private final RowPolicies policies;
  private final Attachments attachments;
  private final Authority authority;
  private final Rows rows;
  private final InFlight inFlight;
  private final Pages pages;

  RowPolicyOperations(
      CatalogId catalogId,
      RowPolicies policies,
      Attachments attachments,
      Authority authority,
      Rows rows,
      InFlight inFlight,
      Pages pages) {
    this.catalogId = catalogId;
    this.policies = policies;
    this.attachments = attachments;
    this.authority = authority;
    this.rows = rows;
    this.inFlight = inFlight;
    this.pages = pages;
  }

  void addTo(Operations operations, Readings readings) {
    operations
        .on(
            "CreateRLSPolicy",
            CreateRlsPolicyRequest::builder,
            readings.ofRowPolicies(this::create))
        .on("GetRLSPolicy", GetRlsPolicyRequest::builder, readings.ofRowPolicies(this::get))
        .on("ListRLSPolicies", ListRlsPoliciesRequest::builder, readings.ofRowPolicies(this::list))
        .on(
            "UpdateRLSPolicy",
            UpdateRlsPolicyRequest::builder,
            readings.ofRowPolicies(this::update))
        .on(
            "DeleteRLSPolicy",
            DeleteRlsPolicyRequest::builder,
            readings.ofRowPolicies(this::delete));
  }

  CreateRlsPolicyResponse create(Call call, CreateRlsPolicyRequest request) {
    authority.requireOnCatalog(call.caller(), "CREATE_RLS_POLICY");
    RLSPolicy policy =
        RLSPolicy.builder()
            .catalogId(catalogId.account())
            .name(name(request.name()))
            .attachmentColumns(columns(request.attachmentColumns()))
            .filterExpression(expression(request.filterExpression()))
            .build();
    boolean created = inFlight.alone(Place.rowPolicy(policy.name()), () -> policies.create(policy));
    if (!created) {
      throw AwsError.alreadyExists("RLS policy " + policy.name() + " already exists.");
    }
    return CreateRlsPolicyResponse.builder().build();
  }

  private static String name(@Nullable String asked) {
    String name = Canonical.required("Name", asked);
    if (name.length() > MAX_NAME) {
      throw AwsError.invalidInput("Name is longer than " + MAX_NAME + " characters.");
    }
    return name;
  }

  private static List<Column> columns(List<Column> asked) {
    if (asked.isEmpty()) {
      throw AwsError.invalidInput("AttachmentColumns must not be empty.");
    }
    long different =
        asked.stream().map(c -> fold(Canonical.required("Name", c.name()))).distinct().count();
    if (different < asked.size()) {
      throw AwsError.invalidInput("AttachmentColumns holds a column twice.");
    }
    return asked;
  }

  private static String expression(@Nullable String asked) {
    String expression = Canonical.required("FilterExpression", asked);
    if (expression.length() > MAX_EXPRESSION) {
      throw AwsError.invalidInput(
          "FilterExpression is longer than " + MAX_EXPRESSION + " characters.");
    }
    return expression;
  }

  GetRlsPolicyResponse get(Call call, GetRlsPolicyRequest request) {
    String name = name(request.name());
    authority.requireOnRowPolicy(call.caller(), name, Names.DESCRIBE);
    return GetRlsPolicyResponse.builder().rlsPolicy(policies.require(name)).build();
  }

  ListRlsPoliciesResponse list(Call call, ListRlsPoliciesRequest request) {
    Pages.Page<RLSPolicy> page =
        pages.page(
            key ->
                Pages.Entries.of(policies.all())
                    .after(key)
                    .filter(each -> authority.seesRowPolicy(call.caller(), each.getKey())),
            request);
    return ListRlsPoliciesResponse.builder()
        .rlsPolicies(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  UpdateRlsPolicyResponse update(Call call, UpdateRlsPolicyRequest request) {
    String name = name(request.name());
    authority.requireOnRowPolicy(call.caller(), name, "ALTER");
    String expression = expression(request.filterExpression());
    inFlight.run(
        Place.rowPolicy(name),
        () ->
            policies.replace(
                policies.require(name).toBuilder().filterExpression(expression).build()));
    return UpdateRlsPolicyResponse.builder().build();
  }

  /** Attachments and grants on the policy go with it. */
  DeleteRlsPolicyResponse delete(Call call, DeleteRlsPolicyRequest request) {
    String name = name(request.name());
    authority.requireOnRowPolicy(call.caller(), name, "DROP");
    inFlight.run(
        Place.rowPolicy(name),
        () -> {
          policies.remove(policies.require(name));
          attachments.removeOf(name);
          rows.removeBelow(Place.rowPolicy(name));
        });
    return DeleteRlsPolicyResponse.builder().build();
  }
}
