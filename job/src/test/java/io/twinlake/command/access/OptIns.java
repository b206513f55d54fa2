package io.twinlake.command.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lakeformation.model.LakeFormationOptInsInfo;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** What one principal opted in to (aws-facts 24). */
record OptIns(List<LakeFormationOptInsInfo> own) {
  static OptIns of(Region region, Who who) {
    return new OptIns(region.optIns().stream().filter(info -> who.is(info.principal())).toList());
  }

  /** When IAM alone decides about something; never if the principal opted in. */
  Optional<When> open(Thing thing) {
    Set<String> conditions = new TreeSet<>();
    for (LakeFormationOptInsInfo info : own) {
      if (reaches(on(info.resource()), thing)) {
        if (info.condition() == null || info.condition().expression() == null) {
          return Optional.empty();
        }
        conditions.add(info.condition().expression());
      }
    }
    return Optional.of(When.unless(conditions));
  }

  /** All tables are not the database, nor the database its tables. */
  private static boolean reaches(Thing chosen, Thing thing) {
    Stream<Thing> around =
        thing.isInTable()
            ? Stream.of(thing.tableOf(), Thing.allTables(thing.path().get(0)))
            : Stream.of(thing);
    return chosen.equals(Thing.of("catalog")) || around.anyMatch(chosen::equals);
  }

  private static Thing on(Resource resource) {
    if (resource.database() != null) {
      return Thing.database(Thing.fold(resource.database().name()));
    }
    if (resource.table() == null) {
      return Thing.of("catalog");
    }
    String database = Thing.fold(resource.table().databaseName());
    return resource.table().tableWildcard() != null
        ? Thing.allTables(database)
        : Thing.table(database, Thing.fold(resource.table().name()));
  }
}
