package io.twinlake.command.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicyAttachment;
import software.amazon.awssdk.services.lakeformation.model.TableResource;

/** How row-level security cuts what one principal may SELECT (aws-facts 19). */
record Policies(Region region, Who who, Reading reading) {
  /** The rows of a table that are left, as a union: one element of all rows where nothing cuts. */
  List<Rows> left(Thing table) {
    List<RLSPolicyAttachment> attached =
        region.attachments().stream().filter(each -> isOn(each, table)).toList();
    if (attached.isEmpty()) {
      return List.of(Rows.ALL);
    }
    List<RLSPolicyAttachment> own = attached.stream().filter(this::concerns).toList();
    List<RLSPolicyAttachment> applicable =
        own.isEmpty() ? attached.stream().filter(Policies::isDefault).toList() : own;
    if (applicable.isEmpty()) {
      return reading == Reading.NARROWING ? List.of(Rows.ALL) : List.of();
    }
    return union(applicable);
  }

  private List<Rows> union(List<RLSPolicyAttachment> applicable) {
    List<Rows> rows = new ArrayList<>();
    Set<String> conditions = new TreeSet<>();
    for (RLSPolicyAttachment each : applicable) {
      String name = Thing.fold(each.policyName());
      String expression = region.policies().getOrDefault(name, "the unknown policy " + name);
      rows.add(new Rows("", expression, when(each)));
      conditions.add(when(each).condition());
    }
    if (reading == Reading.NARROWING && !conditions.contains("")) {
      rows.add(new Rows("", "", When.unless(conditions)));
    }
    return rows;
  }

  private static When when(RLSPolicyAttachment attachment) {
    return attachment.condition() == null || attachment.condition().expression() == null
        ? When.ALWAYS
        : When.only(attachment.condition().expression());
  }

  private boolean concerns(RLSPolicyAttachment attachment) {
    return attachment.principal() == null ? !isDefault(attachment) : who.is(attachment.principal());
  }

  private static boolean isDefault(RLSPolicyAttachment attachment) {
    return Boolean.TRUE.equals(attachment.defaultRLSPolicy());
  }

  private boolean isOn(RLSPolicyAttachment attachment, Thing table) {
    TableResource named = attachment.resource().table();
    if (named != null) {
      return Thing.fold(named.databaseName()).equals(table.path().get(0))
          && (named.tableWildcard() != null
              || Thing.fold(named.name()).equals(table.path().get(1)));
    }
    return attachment.resource().lfTagPolicy() != null
        && region
            .expression(attachment.resource().lfTagPolicy())
            .matches(region.tags().effective(table.path()));
  }
}
