package io.twinlake.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.AwsRegion;
import io.twinlake.aws.Documents;
import io.twinlake.aws.NewerResources;
import io.twinlake.aws.Pauses;
import io.twinlake.model.GrantResource;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.ObjectResult;
import io.twinlake.plan.Action;
import io.twinlake.plan.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsFailureEntry;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsRequestEntry;

/**
 * Grants and revokes, 20 entries a call. Grants are additive and idempotent, and a revoke of
 * nothing is answered as an error (aws-facts 21). Calls on one resource never overlap.
 */
public final class GrantWriter implements Writer {
  /** BatchGrantPermissions and BatchRevokePermissions take at most 20 entries (aws-facts 21). */
  private static final int ENTRIES = 20;

  private final LakeFormationClient lakeFormation;
  private final Pauses pauses;
  private final boolean revokes;

  private GrantWriter(AwsRegion region, boolean revokes) {
    this.lakeFormation = region.lakeFormation();
    this.pauses = region.pauses();
    this.revokes = revokes;
  }

  public static GrantWriter granting(AwsRegion region) {
    return new GrantWriter(region, false);
  }

  public static GrantWriter revoking(AwsRegion region) {
    return new GrantWriter(region, true);
  }

  /** Writes one batch at once, as a part of another write. */
  List<ObjectResult> write(List<Action> batch) {
    return Write.of(this, batch, pauses);
  }

  @Override
  public int batch(Op op) {
    return ENTRIES;
  }

  @Override
  public Object call(Action action) {
    return revokes;
  }

  @Override
  public String lane(Action action) {
    return GrantResource.shard((ObjectNode) action.input().path("Resource"));
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    List<BatchPermissionsRequestEntry> entries = new ArrayList<>();
    for (int i = 0; i < actions.size(); i++) {
      ObjectNode entry = actions.get(i).input().deepCopy().put("Id", String.valueOf(i));
      entries.add(
          Documents.fromDocument(
              NewerResources.wrap(entry), BatchPermissionsRequestEntry::builder));
    }
    Map<Integer, ItemError> errors = new LinkedHashMap<>();
    failures(entries)
        .forEach(
            f ->
                errors.put(
                    Integer.valueOf(f.requestEntry().id()),
                    ItemError.ofItem(f.error().errorCode(), f.error().errorMessage())));
    return errors;
  }

  private List<BatchPermissionsFailureEntry> failures(List<BatchPermissionsRequestEntry> entries) {
    return revokes
        ? lakeFormation.batchRevokePermissions(request -> request.entries(entries)).failures()
        : lakeFormation.batchGrantPermissions(request -> request.entries(entries)).failures();
  }

  /** Not read back: granting and revoking again is harmless, so the next run settles it. */
  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    return Set.of();
  }

  @Override
  public boolean means(Op op, ItemError error) {
    return revokes
        && (error.code().equals("EntityNotFoundException")
            || (error.code().equals("InvalidInputException")
                && (error.message().contains("No permissions revoked")
                    || error.message().contains("Grantee has no permissions"))));
  }

  @Override
  public Optional<String> excuse(Op op, ItemError error) {
    return revokes ? Optional.empty() : Writer.leavesOutNobody(error);
  }
}
