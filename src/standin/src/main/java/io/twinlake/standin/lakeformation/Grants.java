package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.Caller;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.lakeformation.model.BatchGrantPermissionsRequest;
import software.amazon.awssdk.services.lakeformation.model.BatchGrantPermissionsResponse;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsFailureEntry;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsRequestEntry;
import software.amazon.awssdk.services.lakeformation.model.BatchRevokePermissionsRequest;
import software.amazon.awssdk.services.lakeformation.model.BatchRevokePermissionsResponse;
import software.amazon.awssdk.services.lakeformation.model.ErrorDetail;
import software.amazon.awssdk.services.lakeformation.model.GrantPermissionsRequest;
import software.amazon.awssdk.services.lakeformation.model.GrantPermissionsResponse;
import software.amazon.awssdk.services.lakeformation.model.RevokePermissionsRequest;
import software.amazon.awssdk.services.lakeformation.model.RevokePermissionsResponse;

/** Granting and revoking, one by one and in batches (aws-facts 21). */
final class Grants {
  private static final int MAX_ENTRIES = 20;

  private final CatalogId catalogId;
  private final GrantRules rules;
  private final Rows rows;
  private final InFlight inFlight;

  Grants(CatalogId catalogId, GrantRules rules, Rows rows, InFlight inFlight) {
    this.catalogId = catalogId;
    this.rules = rules;
    this.rows = rows;
    this.inFlight = inFlight;
  }

  GrantPermissionsResponse grant(Call call, GrantPermissionsRequest request) {
    catalogId.require(request.catalogId());
    grant(
        call.caller(),
        BatchPermissionsRequestEntry.builder()
            .principal(request.principal())
            .resource(request.resource())
            .permissionsWithStrings(request.permissionsAsStrings())
            .permissionsWithGrantOptionWithStrings(request.permissionsWithGrantOptionAsStrings())
            .condition(request.condition())
            .build());
    return GrantPermissionsResponse.builder().build();
  }

  RevokePermissionsResponse revoke(Call call, RevokePermissionsRequest request) {
    catalogId.require(request.catalogId());
    revoke(
        call.caller(),
        BatchPermissionsRequestEntry.builder()
            .principal(request.principal())
            .resource(request.resource())
            .permissionsWithStrings(request.permissionsAsStrings())
            .permissionsWithGrantOptionWithStrings(request.permissionsWithGrantOptionAsStrings())
            .condition(request.condition())
            .build());
    return RevokePermissionsResponse.builder().build();
  }

  BatchGrantPermissionsResponse batchGrant(Call call, BatchGrantPermissionsRequest request) {
    catalogId.require(request.catalogId());
    return BatchGrantPermissionsResponse.builder()
        .failures(failures(call.caller(), request.entries(), this::grant))
        .build();
  }

  BatchRevokePermissionsResponse batchRevoke(Call call, BatchRevokePermissionsRequest request) {
    catalogId.require(request.catalogId());
    return BatchRevokePermissionsResponse.builder()
        .failures(failures(call.caller(), request.entries(), this::revoke))
        .build();
  }

  private void grant(Caller caller, BatchPermissionsRequestEntry entry) {
    inFlight.run(rules.place(entry), () -> rows.grant(rules.grant(caller, entry)));
  }

  private void revoke(Caller caller, BatchPermissionsRequestEntry entry) {
    boolean revoked =
        inFlight.alone(rules.place(entry), () -> rows.revoke(rules.revoke(caller, entry)));
    if (!revoked) {
      throw AwsError.invalidInput(
          entry.resource().lfTag() == null
              ? "No permissions revoked. Grantee has no permissions and no grantable permissions on"
                  + " resource"
              : "No permissions revoked. Revoking Tag permissions on Tags that grantee does not"
                  + " have permissions on");
    }
  }

  private static List<BatchPermissionsFailureEntry> failures(
      Caller caller,
      List<BatchPermissionsRequestEntry> entries,
      BiConsumer<Caller, BatchPermissionsRequestEntry> write) {
    requireBatch(entries);
    return entries.stream().flatMap(entry -> failure(caller, entry, write).stream()).toList();
  }

  private static Optional<BatchPermissionsFailureEntry> failure(
      Caller caller,
      BatchPermissionsRequestEntry entry,
      BiConsumer<Caller, BatchPermissionsRequestEntry> write) {
    try {
      write.accept(caller, entry);
      return Optional.empty();
    } catch (AwsError error) {
      ErrorDetail detail =
          ErrorDetail.builder().errorCode(error.code()).errorMessage(error.getMessage()).build();
      return Optional.of(
          BatchPermissionsFailureEntry.builder().requestEntry(entry).error(detail).build());
    }
  }

  private static void requireBatch(List<BatchPermissionsRequestEntry> entries) {
    if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
      throw AwsError.invalidInput("Entries must hold 1 to " + MAX_ENTRIES + " entries.");
    }
    Set<String> ids = new HashSet<>();
    for (BatchPermissionsRequestEntry entry : entries) {
      String id = Canonical.required("Id", entry.id());
      if (id.length() > 255 || !ids.add(id)) {
        throw AwsError.invalidInput("Id " + id + " is not unique or longer than 255 characters.");
      }
    }
  }
}
