package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.apply.Borrowing;
import io.twinlake.apply.ColumnStatisticsWriter;
import io.twinlake.apply.DatabaseTagWriter;
import io.twinlake.apply.DatabaseWriter;
import io.twinlake.apply.DryWriter;
import io.twinlake.apply.FilterWriter;
import io.twinlake.apply.FunctionWriter;
import io.twinlake.apply.GrantWriter;
import io.twinlake.apply.ItemError;
import io.twinlake.apply.LoanWriter;
import io.twinlake.apply.LocationWriter;
import io.twinlake.apply.OptInWriter;
import io.twinlake.apply.OptimizerWriter;
import io.twinlake.apply.PartitionIndexWriter;
import io.twinlake.apply.PartitionWriter;
import io.twinlake.apply.ResourcePolicyWriter;
import io.twinlake.apply.RowPolicyAttachmentWriter;
import io.twinlake.apply.RowPolicyWriter;
import io.twinlake.apply.SettingsWriter;
import io.twinlake.apply.Suspension;
import io.twinlake.apply.TableWriter;
import io.twinlake.apply.TagAssignmentWriter;
import io.twinlake.apply.TagExpressionWriter;
import io.twinlake.apply.TagWriter;
import io.twinlake.apply.ViewWriter;
import io.twinlake.apply.Writer;
import io.twinlake.model.Events;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Grantees;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** One writer a kind of object. */
record Writers(
    Writer databases,
    Writer tables,
    Writer views,
    Writer partitions,
    Writer functions,
    Writer databaseTags,
    Writer indexes,
    Writer statistics,
    Writer optimizers,
    Writer locations,
    Writer tags,
    Writer tagExpressions,
    Writer tagAssignments,
    Writer filters,
    Writer rowPolicies,
    Writer rowPolicyAttachments,
    Writer optIns,
    Writer grants,
    Writer revokes,
    Writer loans,
    Writer resourcePolicies,
    Writer closedSettings,
    Writer settings,
    Function<Collection<ObjectKey>, Optional<ItemError>> beforeRowPolicies) {

  /** For plans and verification: nothing is written. */
  static Writers dry() {
    Writer dry = DryWriter.INSTANCE;
    return new Writers(
        dry,
        dry,
        dry,
        dry,
        dry,
        dry,
        dry,
        dry,
        dry,
        dry,
        dry,
        dry,
        dry,
        dry,
        dry,
        dry,
        dry,
        dry,
        dry,
        dry,
        dry,
        dry,
        dry,
        tables -> Optional.empty());
  }

  /**
   * @param beforeTableIn told the database before a table is created in it
   * @param suspension asked before a table is written
   * @param left told of views made on trial that could not be deleted
   * @param ledger told of grants that are given for the time of the run, before they are
   */
  static Writers live(
      Target target,
      Borrowing borrowing,
      Grantees grantees,
      Consumer<String> beforeTableIn,
      Suspension suspension,
      Consumer<ObjectKey> left,
      Consumer<List<ObjectNode>> ledger,
      Events events) {
    var glue = target.glueClient();
    var lakeFormation = target.region().lakeFormation();
    var details = target.details();
    TableWriter tables = new TableWriter(glue, target.glue(), borrowing, beforeTableIn, suspension);
    GrantWriter revoking = GrantWriter.revoking(target.region());
    DatabaseWriter databases =
        new DatabaseWriter(glue, target.glue(), borrowing, revoking, target.opensDatabases());
    return new Writers(
        databases,
        tables,
        new ViewWriter(target.region(), target.glue(), borrowing, beforeTableIn, suspension, left),
        new PartitionWriter(glue, target.glue(), borrowing, suspension),
        new FunctionWriter(glue, details, borrowing),
        new DatabaseTagWriter(glue, details, borrowing, databases::madeTags),
        new PartitionIndexWriter(
            glue, details, borrowing, tables::madeIndex, target.region().pauses()),
        new ColumnStatisticsWriter(glue, details, borrowing),
        new OptimizerWriter(glue, details, borrowing),
        new LocationWriter(lakeFormation, target.lakeFormationSource()),
        new TagWriter(lakeFormation),
        new TagExpressionWriter(lakeFormation, target.lakeFormationSource()),
        new TagAssignmentWriter(lakeFormation, target.lakeFormationSource()),
        new FilterWriter(lakeFormation, target.caller().account()),
        new RowPolicyWriter(lakeFormation),
        new RowPolicyAttachmentWriter(
            lakeFormation, target.lakeFormationSource(), target.caller().account()),
        new OptInWriter(lakeFormation, target.lakeFormationSource(), target.caller().account()),
        GrantWriter.granting(target.region()),
        revoking,
        new LoanWriter(GrantWriter.granting(target.region()), ledger),
        new ResourcePolicyWriter(glue),
        SettingsWriter.closing(lakeFormation, target.lakeFormationSource(), events),
        SettingsWriter.merging(lakeFormation, target.lakeFormationSource(), grantees, events),
        suspension::beforeRowPolicies);
  }
}
