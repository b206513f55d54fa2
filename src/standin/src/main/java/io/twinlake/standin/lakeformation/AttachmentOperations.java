package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.Place.fold;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.Operations;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.AttachRlsPolicyRequest;
import software.amazon.awssdk.services.lakeformation.model.AttachRlsPolicyResponse;
import software.amazon.awssdk.services.lakeformation.model.Condition;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.DetachRlsPolicyRequest;
import software.amazon.awssdk.services.lakeformation.model.DetachRlsPolicyResponse;
import software.amazon.awssdk.services.lakeformation.model.ListRlsPolicyAttachmentsRequest;
import software.amazon.awssdk.services.lakeformation.model.ListRlsPolicyAttachmentsResponse;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicy;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicyAttachment;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.TableResource;

/**
 * Attaching row-level-security policies to tables and tag policies (aws-facts 19).
 *
 * @see <a href="https://docs.aws.amazon.com/lake-formation/latest/dg/rls-policies-granting.html">
 *     AWS: attaching and detaching RLS policies</a>
 */
final class AttachmentOperations {
  private final CatalogId catalogId;
  private final Canonical canonical;
  private final RowPolicies policies;
  private final Attachments attachments;
  private final Grantees grantees;
  private final Existence existence;
  private final Authority authority;
  private final InFlight inFlight;
  private final Pages pages;

  AttachmentOperations(
      CatalogId catalogId,
      Canonical canonical,
      RowPolicies policies,
      Attachments attachments,
      Grantees grantees,
      Existence existence,
      Authority authority,
      InFlight inFlight,
      Pages pages) {
    this.catalogId = catalogId;
    this.canonical = canonical;
    this.policies = policies;
    this.attachments = attachments;
    this.grantees = grantees;
    this.existence = existence;
    this.authority = authority;
    this.inFlight = inFlight;
    this.pages = pages;
  }

  void addTo(Operations operations, Readings readings) {
    operations
        .on(
            "AttachRLSPolicy",
            AttachRlsPolicyRequest::builder,
            readings.ofRowPolicies(this::attach))
        .on(
            "DetachRLSPolicy",
            DetachRlsPolicyRequest::builder,
            readings.ofRowPolicies(this::detach))
        .on(
            "ListRLSPolicyAttachments",
            ListRlsPolicyAttachmentsRequest::builder,
            readings.ofRowPolicies(this::list));
  }

  AttachRlsPolicyResponse attach(Call call, AttachRlsPolicyRequest request) {
    Resource resource = attachable(request.resource());
    authority.requireAttachable(
        call.caller(), Canonical.required("Name", request.name()), resource);
    RLSPolicy policy = policies.require(request.name());
    requireFitting(policy, resource);
    if (request.principal() != null) {
      grantees.require(request.principal());
    }
    boolean isDefault = Boolean.TRUE.equals(request.setDefault());
    if (request.principal() == null && !isDefault) {
      throw AwsError.invalidInput("Principal must not be empty unless the policy is the default.");
    }
    RLSPolicyAttachment attachment =
        attachment(policy.name(), resource, request.principal(), request.condition()).toBuilder()
            .defaultRLSPolicy(isDefault)
            .build();
    if (!inFlight.alone(Place.of(resource), () -> attachments.attach(attachment))) {
      throw AwsError.alreadyExists("RLS policy " + policy.name() + " is already attached.");
    }
    return AttachRlsPolicyResponse.builder().build();
  }

  private RLSPolicyAttachment attachment(
      String policy,
      Resource resource,
      @Nullable DataLakePrincipal principal,
      @Nullable Condition condition) {
    return RLSPolicyAttachment.builder()
        .catalogId(catalogId.account())
        .policyName(policy)
        .principal(principal)
        .resource(resource)
        .condition(condition == null ? null : Canonical.expression(condition))
        .build();
  }

  private Resource attachable(@Nullable Resource asked) {
    Resource resource = canonical.of(asked);
    TableResource table = resource.table();
    boolean tables =
        resource.lfTagPolicy() != null
            && "TABLE".equals(resource.lfTagPolicy().resourceTypeAsString());
    if (!tables && (table == null || table.tableWildcard() != null)) {
      throw AwsError.invalidInput("An RLS policy is attached to a table or an LF-Tag policy.");
    }
    return resource;
  }

  /** Whether a table has the columns is seen here; of tagged ones only when they are queried. */
  private void requireFitting(RLSPolicy policy, Resource resource) {
    existence.require(resource);
    TableResource table = resource.table();
    if (table == null) {
      return;
    }
    if (existence.catalog().isView(table.databaseName(), table.name())
        || existence.catalog().isResourceLink(table.databaseName(), table.name())) {
      throw AwsError.invalidInput("RLS policies are not for views or resource links.");
    }
    List<String> known =
        existence.catalog().columns(table.databaseName(), table.name()).orElse(List.of()).stream()
            .map(Place::fold)
            .toList();
    policy.attachmentColumns().stream()
        .filter(column -> !known.contains(fold(column.name())))
        .findFirst()
        .ifPresent(
            column -> {
              throw AwsError.invalidInput(
                  "Table " + table.name() + " has no column " + column.name() + ".");
            });
  }

  /** The default goes by RemoveDefault alone, an attachment for a principal by naming it. */
  DetachRlsPolicyResponse detach(Call call, DetachRlsPolicyRequest request) {
    Resource resource = attachable(request.resource());
    authority.requireAttachable(
        call.caller(), Canonical.required("Name", request.name()), resource);
    RLSPolicy policy = policies.require(request.name());
    existence.require(resource);
    boolean removeDefault = Boolean.TRUE.equals(request.removeDefault());
    if (request.principal() == null && !removeDefault) {
      throw AwsError.invalidInput("Name the principal, or remove the default.");
    }
    inFlight.run(
        Place.of(resource),
        () -> {
          if (request.principal() == null) {
            attachments.removeDefault(defaultOf(policy, resource));
          } else {
            RLSPolicyAttachment like =
                attachment(policy.name(), resource, request.principal(), request.condition());
            attachments.detach(held(like, removeDefault));
          }
        });
    return DetachRlsPolicyResponse.builder().build();
  }

  private RLSPolicyAttachment defaultOf(RLSPolicy policy, Resource resource) {
    return attachments
        .defaultOn(resource)
        .filter(each -> each.policyName().equals(policy.name()))
        .orElseThrow(
            () ->
                AwsError.entityNotFound(
                    "RLS policy " + policy.name() + " is not the default of the resource."));
  }

  private RLSPolicyAttachment held(RLSPolicyAttachment like, boolean removeDefault) {
    RLSPolicyAttachment held =
        attachments
            .same(like)
            .orElseThrow(
                () ->
                    AwsError.entityNotFound(
                        "RLS policy " + like.policyName() + " is not attached so."));
    if (Attachments.isDefault(held) != removeDefault) {
      throw AwsError.invalidInput(
          "RemoveDefault must say whether RLS policy " + like.policyName() + " is the default.");
    }
    return held;
  }

  ListRlsPolicyAttachmentsResponse list(Call call, ListRlsPolicyAttachmentsRequest request) {
    Pages.Entries<RLSPolicyAttachment> found =
        Pages.Entries.of(
            request.resource() == null
                ? attachments.all()
                : attachments.on(listable(call, request.resource())));
    if (request.policyName() != null) {
      policies.require(request.policyName());
    }
    Pages.Page<RLSPolicyAttachment> page =
        pages.page(
            key ->
                found
                    .after(key)
                    .filter(entry -> isAsked(entry.getValue(), request))
                    .filter(entry -> authority.seesAttachment(call.caller(), entry.getValue())),
            request);
    return ListRlsPolicyAttachmentsResponse.builder()
        .rlsPolicyAttachments(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private Resource listable(Call call, Resource asked) {
    Resource resource = attachable(asked);
    existence.require(resource, authority.seesAll(call.caller()));
    return resource;
  }

  private static boolean isAsked(
      RLSPolicyAttachment attachment, ListRlsPolicyAttachmentsRequest request) {
    return (request.principal() == null || request.principal().equals(attachment.principal()))
        && (request.policyName() == null
            || fold(request.policyName()).equals(fold(attachment.policyName())));
  }
}
