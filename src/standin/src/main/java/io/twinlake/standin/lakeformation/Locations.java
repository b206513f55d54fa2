package io.twinlake.standin.lakeformation;

import io.twinlake.standin.region.Principals;
import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.DeregisterResourceRequest;
import software.amazon.awssdk.services.lakeformation.model.DeregisterResourceResponse;
import software.amazon.awssdk.services.lakeformation.model.DescribeResourceRequest;
import software.amazon.awssdk.services.lakeformation.model.DescribeResourceResponse;
import software.amazon.awssdk.services.lakeformation.model.RegisterResourceRequest;
import software.amazon.awssdk.services.lakeformation.model.RegisterResourceResponse;
import software.amazon.awssdk.services.lakeformation.model.ResourceInfo;
import software.amazon.awssdk.services.lakeformation.model.UpdateResourceRequest;
import software.amazon.awssdk.services.lakeformation.model.UpdateResourceResponse;
import software.amazon.awssdk.services.lakeformation.model.VerificationStatus;

/** Registered S3 locations (aws-facts 17). */
final class Locations {
  private static final String SERVICE_ROLE =
      "role/aws-service-role/lakeformation.amazonaws.com/AWSServiceRoleForLakeFormationDataAccess";

  private final String account;
  private final Principals principals;
  private final NavigableMap<String, ResourceInfo> byArn = new ConcurrentSkipListMap<>();

  Locations(String account, Principals principals) {
    this.account = account;
    this.principals = principals;
  }

  RegisterResourceResponse register(Call call, RegisterResourceRequest request) {
    String arn = Canonical.required("ResourceArn", request.resourceArn());
    ResourceInfo info =
        ResourceInfo.builder()
            .resourceArn(arn)
            .roleArn(roleOf(request))
            .lastModified(Instant.now())
            .withFederation(Boolean.TRUE.equals(request.withFederation()))
            .hybridAccessEnabled(Boolean.TRUE.equals(request.hybridAccessEnabled()))
            .withPrivilegedAccess(Boolean.TRUE.equals(request.withPrivilegedAccess()))
            .verificationStatus(VerificationStatus.VERIFIED)
            .expectedResourceOwnerAccount(request.expectedResourceOwnerAccount())
            .build();
    if (byArn.putIfAbsent(withoutSlash(arn), info) != null) {
      throw AwsError.alreadyExists("Resource is already registered");
    }
    return RegisterResourceResponse.builder().build();
  }

  private @Nullable String roleOf(RegisterResourceRequest request) {
    boolean service = Boolean.TRUE.equals(request.useServiceLinkedRole());
    if (request.resourceArn().startsWith("arn:aws:redshift:")) {
      return requireNeither(service, request.roleArn());
    }
    if (!request.resourceArn().startsWith("arn:aws:s3:::")) {
      throw AwsError.invalidInput("Invalid resource arn " + request.resourceArn() + ".");
    }
    if (service == (request.roleArn() != null)) {
      throw AwsError.invalidInput(
          "Specify either the service-linked role or a role arn, and not both.");
    }
    return service ? serviceLinkedRole() : usable(request.roleArn());
  }

  private String serviceLinkedRole() {
    String arn = "arn:aws:iam::" + account + ":" + SERVICE_ROLE;
    principals.createServiceLinkedRole(arn);
    return arn;
  }

  private static @Nullable String requireNeither(boolean service, @Nullable String role) {
    if (service || role != null) {
      throw AwsError.invalidInput("A datashare is registered without a role.");
    }
    return null;
  }

  private String usable(String role) {
    if (!role.startsWith("arn:aws:iam::" + account + ":role/")) {
      throw AwsError.accessDenied("Cross-account pass role is not allowed.");
    }
    if (!principals.exists(role)) {
      throw AwsError.invalidInput("Invalid role " + role + ".");
    }
    return role;
  }

  DescribeResourceResponse describe(Call call, DescribeResourceRequest request) {
    return DescribeResourceResponse.builder()
        .resourceInfo(registered(Canonical.required("ResourceArn", request.resourceArn())))
        .build();
  }

  UpdateResourceResponse update(Call call, UpdateResourceRequest request) {
    String role = usable(Canonical.required("RoleArn", request.roleArn()));
    ResourceInfo old = registered(Canonical.required("ResourceArn", request.resourceArn()));
    if (withServiceRole(old)) {
      throw AwsError.invalidInput(
          "A location of the service-linked role cannot be updated; register it anew.");
    }
    ResourceInfo.Builder updated = old.toBuilder().roleArn(role).lastModified(Instant.now());
    if (request.withFederation() != null) {
      updated.withFederation(request.withFederation());
    }
    if (request.hybridAccessEnabled() != null) {
      updated.hybridAccessEnabled(request.hybridAccessEnabled());
    }
    if (request.expectedResourceOwnerAccount() != null) {
      updated.expectedResourceOwnerAccount(request.expectedResourceOwnerAccount());
    }
    byArn.put(withoutSlash(request.resourceArn()), updated.build());
    return UpdateResourceResponse.builder().build();
  }

  DeregisterResourceResponse deregister(Call call, DeregisterResourceRequest request) {
    ResourceInfo old = registered(Canonical.required("ResourceArn", request.resourceArn()));
    if (withServiceRole(old)
        && byArn.values().stream().filter(Locations::withServiceRole).count() == 1) {
      throw AwsError.invalidInput(
          "Must manually delete service-linked role to deregister last S3 location.");
    }
    byArn.remove(withoutSlash(request.resourceArn()));
    return DeregisterResourceResponse.builder().build();
  }

  private ResourceInfo registered(String arn) {
    ResourceInfo info = byArn.get(withoutSlash(arn));
    if (info == null) {
      throw AwsError.entityNotFound("Resource " + arn + " is not registered.");
    }
    return info;
  }

  NavigableMap<String, ResourceInfo> all() {
    return byArn;
  }

  /** The innermost registered location over a path. */
  Optional<ResourceInfo> over(String arn) {
    for (String path = arn; !path.isEmpty(); path = outside(path)) {
      ResourceInfo found = byArn.get(path);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static String outside(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** Whether a path is the location itself or below it. */
  static boolean covers(String location, String arn) {
    String outer = withoutSlash(location);
    return arn.equals(outer) || arn.startsWith(outer + "/");
  }

  static String withoutSlash(String arn) {
    return arn.endsWith("/") ? arn.substring(0, arn.length() - 1) : arn;
  }

  /** The ARN of an S3 URI, whichever scheme it was written with. */
  static Optional<String> arn(String uri) {
    int path = uri.indexOf("://");
    return path > 0 && uri.startsWith("s3")
        ? Optional.of("arn:aws:s3:::" + uri.substring(path + 3))
        : Optional.empty();
  }

  private static boolean withServiceRole(ResourceInfo info) {
    return info.roleArn() != null && info.roleArn().endsWith(SERVICE_ROLE);
  }
}
