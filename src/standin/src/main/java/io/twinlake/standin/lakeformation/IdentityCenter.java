package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.Operations;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.CreateLakeFormationIdentityCenterConfigurationRequest;
import software.amazon.awssdk.services.lakeformation.model.CreateLakeFormationIdentityCenterConfigurationResponse;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.DeleteLakeFormationIdentityCenterConfigurationRequest;
import software.amazon.awssdk.services.lakeformation.model.DeleteLakeFormationIdentityCenterConfigurationResponse;
import software.amazon.awssdk.services.lakeformation.model.DescribeLakeFormationIdentityCenterConfigurationRequest;
import software.amazon.awssdk.services.lakeformation.model.DescribeLakeFormationIdentityCenterConfigurationResponse;
import software.amazon.awssdk.services.lakeformation.model.ExternalFilteringConfiguration;
import software.amazon.awssdk.services.lakeformation.model.UpdateLakeFormationIdentityCenterConfigurationRequest;
import software.amazon.awssdk.services.lakeformation.model.UpdateLakeFormationIdentityCenterConfigurationResponse;

/** The one connection with IAM Identity Center that an account has in a region (aws-facts 25). */
final class IdentityCenter {
  private static final int MAX_RECIPIENTS = 30;
  private static final Pattern INSTANCE = Pattern.compile("arn:aws:sso:::instance/(ssoins-.+)");
  private static final Pattern RECIPIENT =
      Pattern.compile("\\d{12}|arn:aws:organizations::\\d{12}:(organization/o-|ou/o-[^/]+/ou-).+");

  private final CatalogId catalogId;
  private final String region;
  private final Settings settings;
  private final InFlight inFlight;
  private volatile @Nullable DescribeLakeFormationIdentityCenterConfigurationResponse connection;

  IdentityCenter(CatalogId catalogId, String region, Settings settings, InFlight inFlight) {
    this.catalogId = catalogId;
    this.region = region;
    this.settings = settings;
    this.inFlight = inFlight;
  }

  void addTo(Operations operations) {
    operations
        .on(
            "DescribeLakeFormationIdentityCenterConfiguration",
            DescribeLakeFormationIdentityCenterConfigurationRequest::builder,
            this::describe)
        .on(
            "CreateLakeFormationIdentityCenterConfiguration",
            CreateLakeFormationIdentityCenterConfigurationRequest::builder,
            this::create)
        .on(
            "UpdateLakeFormationIdentityCenterConfiguration",
            UpdateLakeFormationIdentityCenterConfigurationRequest::builder,
            this::update)
        .on(
            "DeleteLakeFormationIdentityCenterConfiguration",
            DeleteLakeFormationIdentityCenterConfigurationRequest::builder,
            this::delete);
  }

  DescribeLakeFormationIdentityCenterConfigurationResponse describe(
      Call call, DescribeLakeFormationIdentityCenterConfigurationRequest request) {
    catalogId.require(request.catalogId());
    requireAllowed(settings.seesAll(call.caller().principal()));
    return connected();
  }

  CreateLakeFormationIdentityCenterConfigurationResponse create(
      Call call, CreateLakeFormationIdentityCenterConfigurationRequest request) {
    catalogId.require(request.catalogId());
    requireAllowed(settings.isAdmin(call.caller().principal()));
    String application = application(Canonical.required("InstanceArn", request.instanceArn()));
    requireFiltering(request.externalFiltering());
    inFlight.run(
        Place.IDENTITY_CENTER,
        () -> {
          if (connection != null) {
            throw AwsError.alreadyExists("Lake Formation is already connected.");
          }
          connection =
              DescribeLakeFormationIdentityCenterConfigurationResponse.builder()
                  .catalogId(catalogId.account())
                  .instanceArn(request.instanceArn())
                  .applicationArn(application)
                  .externalFiltering(request.externalFiltering())
                  .shareRecipients(recipients(request.shareRecipients()))
                  .serviceIntegrations(
                      request.hasServiceIntegrations() ? request.serviceIntegrations() : null)
                  .resourceShare(share(request.shareRecipients()))
                  .build();
        });
    return CreateLakeFormationIdentityCenterConfigurationResponse.builder()
        .applicationArn(application)
        .build();
  }

  /** What is left out stays, and an empty list clears. */
  UpdateLakeFormationIdentityCenterConfigurationResponse update(
      Call call, UpdateLakeFormationIdentityCenterConfigurationRequest request) {
    catalogId.require(request.catalogId());
    requireAllowed(settings.isAdmin(call.caller().principal()));
    requireFiltering(request.externalFiltering());
    inFlight.run(Place.IDENTITY_CENTER, () -> connection = updated(connected(), request));
    return UpdateLakeFormationIdentityCenterConfigurationResponse.builder().build();
  }

  private DescribeLakeFormationIdentityCenterConfigurationResponse updated(
      DescribeLakeFormationIdentityCenterConfigurationResponse before,
      UpdateLakeFormationIdentityCenterConfigurationRequest request) {
    var after = before.toBuilder();
    if (request.hasShareRecipients()) {
      after
          .shareRecipients(recipients(request.shareRecipients()))
          .resourceShare(share(request.shareRecipients()));
    }
    if (request.hasServiceIntegrations()) {
      after.serviceIntegrations(request.serviceIntegrations());
    }
    if (request.externalFiltering() != null) {
      after.externalFiltering(request.externalFiltering());
    }
    return after.build();
  }

  DeleteLakeFormationIdentityCenterConfigurationResponse delete(
      Call call, DeleteLakeFormationIdentityCenterConfigurationRequest request) {
    catalogId.require(request.catalogId());
    requireAllowed(settings.isAdmin(call.caller().principal()));
    inFlight.run(
        Place.IDENTITY_CENTER,
        () -> {
          connected();
          connection = null;
        });
    return DeleteLakeFormationIdentityCenterConfigurationResponse.builder().build();
  }

  private DescribeLakeFormationIdentityCenterConfigurationResponse connected() {
    var found = connection;
    if (found == null) {
      throw AwsError.entityNotFound("Lake Formation is not connected with IAM Identity Center.");
    }
    return found;
  }

  private static void requireAllowed(boolean allowed) {
    if (!allowed) {
      throw AwsError.accessDenied(
          "Only data lake administrators may see or change the connection.");
    }
  }

  private String application(String instance) {
    var matcher = INSTANCE.matcher(instance);
    if (!matcher.matches()) {
      throw AwsError.invalidInput("Invalid instance arn " + instance + ".");
    }
    return "arn:aws:sso::" + catalogId.account() + ":application/" + matcher.group(1) + "/apl-lf";
  }

  private static void requireFiltering(@Nullable ExternalFilteringConfiguration filtering) {
    if (filtering != null && (filtering.status() == null || !filtering.hasAuthorizedTargets())) {
      throw AwsError.invalidInput("ExternalFiltering needs Status and AuthorizedTargets.");
    }
  }

  private static List<DataLakePrincipal> recipients(List<DataLakePrincipal> asked) {
    if (asked.size() > MAX_RECIPIENTS) {
      throw AwsError.invalidInput("ShareRecipients holds more than " + MAX_RECIPIENTS + ".");
    }
    for (DataLakePrincipal recipient : asked) {
      if (!RECIPIENT.matcher(Grantees.identifier(recipient)).matches()) {
        throw AwsError.invalidInput("Invalid principal, " + Grantees.identifier(recipient));
      }
    }
    return List.copyOf(asked);
  }

  private @Nullable String share(List<DataLakePrincipal> recipients) {
    return recipients.isEmpty()
        ? null
        : "arn:aws:ram:"
            + region
            + ":"
            + catalogId.account()
            + ":resource-share/"
            + UUID.randomUUID();
  }
}
