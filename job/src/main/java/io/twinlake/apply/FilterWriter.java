package io.twinlake.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Documents;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Filters;
import io.twinlake.plan.Op;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;
import software.amazon.awssdk.services.lakeformation.model.EntityNotFoundException;

/** Data cells filters; AWS takes one a call, and those of one table one after another. */
public final class FilterWriter implements Writer {
  private final LakeFormationClient lakeFormation;
  private final String account;
  private final Quotas quotas = new Quotas();

  public FilterWriter(LakeFormationClient lakeFormation, String account) {
    this.lakeFormation = lakeFormation;
    this.account = account;
  }

  @Override
  public String lane(Action action) {
    return action.key().database() + "/" + action.key().name();
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    Action action = actions.get(0);
    if (op == Op.DELETE) {
      lakeFormation.deleteDataCellsFilter(
          r ->
              r.tableCatalogId(catalog(action))
                  .databaseName(action.key().database())
                  .tableName(action.key().name())
                  .name(name(action)));
      return Map.of();
    }
    DataCellsFilter filter = Documents.fromDocument(action.input(), DataCellsFilter::builder);
    if (op == Op.UPDATE) {
      lakeFormation.updateDataCellsFilter(r -> r.tableData(filter));
      return Map.of();
    }
    return quotas.unlessReached(
        lane(action), () -> lakeFormation.createDataCellsFilter(r -> r.tableData(filter)));
  }

  private static String name(Action action) {
    return action.key().values().get(0);
  }

  private String catalog(Action action) {
    return action.input().path("TableCatalogId").asText(account);
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    Action action = actions.get(0);
    boolean is =
        read(action)
            .map(
                found ->
                    op != Op.DELETE
                        && Filters.isAs(
                            action.input(), new CatalogObject(action.key(), found), account))
            .orElse(op == Op.DELETE);
    return is ? Set.of(action.key()) : Set.of();
  }

  private Optional<ObjectNode> read(Action action) {
    try {
      return Optional.of(
          Documents.toDocument(
              lakeFormation
                  .getDataCellsFilter(
                      r ->
                          r.tableCatalogId(catalog(action))
                              .databaseName(action.key().database())
                              .tableName(action.key().name())
                              .name(name(action)))
                  .dataCellsFilter()));
    } catch (EntityNotFoundException e) {
      return Optional.empty();
    }
  }
}
