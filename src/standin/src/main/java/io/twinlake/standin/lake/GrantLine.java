package io.twinlake.standin.lake;

import java.util.List;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsRequestEntry;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/**
 * A grant as a line of text, e.g. {@code role/Analyst | columns sales.people except pay | SELECT
 * |}, the resource as {@link ResourceText} says.
 */
record GrantLine(
    String principal, Resource resource, List<String> permissions, List<String> grantable) {
  static GrantLine parse(String line) {
    String[] parts = line.split("\\|", -1);
    return new GrantLine(
        parts[0].strip(),
        ResourceText.parse(parts[1].strip()),
        ResourceText.words(parts[2]),
        ResourceText.words(parts[3]));
  }

  BatchPermissionsRequestEntry entry(LakeClients clients) {
    return BatchPermissionsRequestEntry.builder()
        .principal(p -> p.dataLakePrincipalIdentifier(clients.principal(principal)))
        .resource(resource)
        .permissionsWithStrings(permissions)
        .permissionsWithGrantOptionWithStrings(grantable)
        .build();
  }
}
