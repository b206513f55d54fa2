package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Caller;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsRequestEntry;
import software.amazon.awssdk.services.lakeformation.model.Condition;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** Which grants and revocations Lake Formation accepts, and the rows they are about. */
final class GrantRules {
  private static final Set<String> NOT_BESIDE_SOME_COLUMNS =
      Set.of("ALL", "ALTER", "DELETE", "DROP", "INSERT");

  private final Canonical canonical;
  private final Kinds kinds;
  private final Grantees grantees;
  private final Authority authority;
  private final Existence existence;
  private final Holdings holdings;
  private final Readings readings;

  GrantRules(
      Canonical canonical,
      Kinds kinds,
      Grantees grantees,
      Authority authority,
      Existence existence,
      Holdings holdings,
      Readings readings) {
    this.canonical = canonical;
    this.kinds = kinds;
    this.grantees = grantees;
    this.authority = authority;
    this.existence = existence;
    this.holdings = holdings;
    this.readings = readings;
  }

  /** The rows to add. */
  List<Row> grant(Caller caller, BatchPermissionsRequestEntry entry) {
    grantees.require(entry.principal());
    Row asked = asked(caller, entry);
    if (asked.permissions().isEmpty() || !asked.permissions().containsAll(asked.grantable())) {
      throw AwsError.invalidInput(
          "Permissions with grant option must be a subset of the permissions, which must not be"
              + " empty.");
    }
    Kind kind = acceptedKind(asked);
    requireGrantOptionFits(asked);
    authority.requireGrantable(caller, asked.resource(), asked.permissions());
    existence.require(asked.resource());
    existence.requireRegistered(asked.resource());
    requireNotOpen(asked);
    List<Row> pieces = Pieces.of(kind, asked);
    pieces.forEach(this::requireCompatible);
    return pieces;
  }

  /** The rows to take away. */
  List<Row> revoke(Caller caller, BatchPermissionsRequestEntry entry) {
    Row asked = asked(caller, entry);
    Kind kind = acceptedKind(asked);
    Set<String> all = new TreeSet<>(asked.permissions());
    all.addAll(asked.grantable());
    authority.requireGrantable(caller, asked.resource(), all);
    existence.require(asked.resource());
    List<Row> pieces = Pieces.of(kind, asked);
    pieces.forEach(this::requireNotNarrowing);
    return pieces;
  }

  private Row asked(Caller caller, BatchPermissionsRequestEntry entry) {
    return new Row(
        Grantees.identifier(entry.principal()),
        canonical.of(entry.resource()),
        expression(entry.condition()),
        new TreeSet<>(entry.permissionsAsStrings()),
        new TreeSet<>(entry.permissionsWithGrantOptionAsStrings()),
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        caller.principal());
  }

  private static @Nullable String expression(@Nullable Condition condition) {
    if (condition == null) {
      return null;
    }
    return Canonical.expression(condition).expression();
  }

  private Kind acceptedKind(Row asked) {
    Kind kind = kinds.of(asked.resource());
    boolean accepted =
        asked.principal().equals(Names.IAM_ALLOWED_PRINCIPALS)
            ? acceptedForIam(kind, asked)
            : kind.accepts(asked.permissions()) && kind.accepts(asked.grantable());
    if (!accepted || !isKnown(asked.permissions())) {
      throw invalidModification();
    }
    return kind;
  }

  private boolean isKnown(Set<String> permissions) {
    return readings.supportsRowPolicies || !permissions.contains("CREATE_RLS_POLICY");
  }

  /** ALL on a database or table, or the right to create databases, and nothing else. */
  private static boolean acceptedForIam(Kind kind, Row asked) {
    Set<String> only =
        switch (kind) {
          case DATABASE, TABLE, VIEW, LINK -> Set.of(Names.ALL);
          case CATALOG -> Set.of("CREATE_DATABASE");
          default -> Set.of();
        };
    return asked.permissions().equals(only) && asked.grantable().isEmpty();
  }

  private static void requireGrantOptionFits(Row asked) {
    if (asked.grantable().contains(Names.SUPER_USER)) {
      throw AwsError.invalidInput("SUPER_USER is not available with the grant option.");
    }
    boolean excluding = ColumnRows.some(asked) && !ColumnRows.names(asked);
    if (!asked.grantable().isEmpty() && (excluding || asked.condition() != null)) {
      throw AwsError.invalidInput(
          "The grant option is not available with excluded columns or a condition.");
    }
  }

  /** Sharing outside the account while IAM_ALLOWED_PRINCIPALS holds ALL (aws-facts 23). */
  private void requireNotOpen(Row asked) {
    if (grantees.isOutside(asked.principal()) && holdings.open(asked.place())) {
      throw AwsError.invalidInput(
          "Please revoke permission(s) for IAM_ALLOWED_PRINCIPALS on the table.");
    }
  }

  private void requireCompatible(Row piece) {
    List<Row> held = holdings.of(piece).toList();
    boolean heldSome = held.stream().anyMatch(ColumnRows::some);
    if (heldSome && overlaps(piece.permissions(), NOT_BESIDE_SOME_COLUMNS)) {
      throw invalidModification();
    }
    if (ColumnRows.some(piece) && held.stream().anyMatch(row -> contradicts(row, piece))) {
      throw invalidModification();
    }
  }

  /** All columns, or another way of choosing some. */
  private static boolean contradicts(Row held, Row piece) {
    boolean bothNamed = ColumnRows.names(held) && ColumnRows.names(piece);
    return held.resource().tableWithColumns() != null
        && !bothNamed
        && !held.resource().equals(piece.resource());
  }

  /** Single columns cannot be taken out of SELECT on all of them. */
  private void requireNotNarrowing(Row piece) {
    if (ColumnRows.some(piece) && holdings.of(piece).anyMatch(ColumnRows::all)) {
      throw invalidModification();
    }
  }

  private static boolean overlaps(Collection<String> left, Collection<String> right) {
    return left.stream().anyMatch(right::contains);
  }

  /** Where a resource's writes queue up. */
  Place place(BatchPermissionsRequestEntry entry) {
    Resource resource = canonical.of(entry.resource());
    return Place.of(resource);
  }

  private static AwsError invalidModification() {
    return AwsError.invalidInput("Permissions modification is invalid.");
  }
}
