package io.twinlake.standin.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.ViewDefinitionInput;
import software.amazon.awssdk.services.glue.model.ViewRepresentationInput;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsRequestEntry;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.ResourceType;

/**
 * Views in several dialects in a database of their own: over tables that their definers read by
 * name, by a grant on all tables or by LF-tags; some with LF-tags of their own, all with random
 * grants, and sometimes one that AWS did not make, because it reads a view (aws-facts 11).
 *
 * @param words drawn apart from all else, which is as it would be without views
 */
record RandomViews(RandomWords words, LakeClients clients) {
  static final String DATABASE = "multi dialect";

  /** How the name of the view begins that AWS does not make. */
  static final String FAILED = "failed view";

  private static final List<String> DIALECTS = List.of("ATHENA", "REDSHIFT", "SPARK");

  void create() {
    clients
        .glue()
        .createDatabase(
            r -> r.databaseInput(d -> d.name(DATABASE).createTableDefaultPermissions(List.of())));
    close();
    List<String> names = new ArrayList<>(words.names(6));
    // An ARN has slashes of its own.
    names.removeIf(name -> name.contains("/"));
    List<String> bases = names.subList(0, 2);
    bases.forEach(this::createTable);
    List<LFTag> tags = new Present(words, clients).tags().toList();
    RandomAssignments assignments = new RandomAssignments(words, clients, tags);
    Map<String, String> inherited = assignments.toDatabase(DATABASE);
    List<MadeTable> views = new ArrayList<>();
    for (String name : names.subList(2, names.size())) {
      views.add(createView(name, words.exactly(1 + words.below(2), bases), inherited));
    }
    views.forEach(view -> assignments.toTable(view, inherited));
    grant(views);
    if (words.once(3)) {
      begin(view(FAILED, List.of(views.get(0).name()), definer()));
    }
  }

  /** Whatever opened it. */
  private void close() {
    Permissions permissions = new Permissions(clients);
    BatchPermissionsRequestEntry open = RandomGrants.open(RandomGrants.database(DATABASE));
    permissions.grant(List.of(open));
    permissions.revoke(open);
  }

  private void createTable(String name) {
    List<Column> columns = words.names(3).stream().map(each -> column(each)).toList();
    clients
        .glue()
        .createTable(
            r ->
                r.databaseName(DATABASE)
                    .tableInput(t -> t.name(name).storageDescriptor(s -> s.columns(columns))));
  }

  private static Column column(String name) {
    return Column.builder().name(name).type("string").build();
  }

  private MadeTable createView(String name, List<String> bases, Map<String, String> inherited) {
    String definer = definer();
    List<BatchPermissionsRequestEntry> rights = new ArrayList<>();
    rights.add(entry(definer, RandomGrants.database(DATABASE), "CREATE_TABLE", false));
    switch (words.below(inherited.isEmpty() ? 2 : 3)) {
      case 0 ->
          bases.forEach(
              base ->
                  rights.add(entry(definer, RandomGrants.table(DATABASE, base), "SELECT", true)));
      case 1 -> rights.add(entry(definer, RandomGrants.allTables(DATABASE), "SELECT", true));
      default -> rights.add(entry(definer, tagged(inherited), "SELECT", true));
    }
    new Permissions(clients).grant(rights);
    TableInput view = view(name, bases, definer);
    begin(view);
    String state = state(name);
    if (!state.equals("SUCCESS")) {
      throw new IllegalStateException("View " + name + " is " + state + ".");
    }
    return new MadeTable(DATABASE, view);
  }

  private String definer() {
    return clients.principal(words.oneOf(Staff.DEFINERS));
  }

  private Resource tagged(Map<String, String> inherited) {
    String key = words.oneOf(List.copyOf(inherited.keySet()));
    LFTag term = LFTag.builder().tagKey(key).tagValues(inherited.get(key)).build();
    return Resource.builder()
        .lfTagPolicy(p -> p.resourceType(ResourceType.TABLE).expression(term))
        .build();
  }

  private static BatchPermissionsRequestEntry entry(
      String principal, Resource resource, String permission, boolean grantable) {
    return BatchPermissionsRequestEntry.builder()
        .principal(p -> p.dataLakePrincipalIdentifier(principal))
        .resource(resource)
        .permissionsWithStrings(permission)
        .permissionsWithGrantOptionWithStrings(grantable ? List.of(permission) : List.of())
        .build();
  }

  private TableInput view(String name, List<String> reads, String definer) {
    ViewDefinitionInput definition =
        ViewDefinitionInput.builder()
            .definer(definer)
            .isProtected(words.once(2))
            .representations(
                words.exactly(1 + words.below(3), DIALECTS).stream().map(this::sql).toList())
            .subObjects(reads.stream().map(this::arn).toList())
            .build();
    List<Column> columns = words.names(2).stream().map(each -> column(each)).toList();
    return TableInput.builder()
        .name(name)
        .description(words.text())
        .storageDescriptor(s -> s.columns(columns))
        .viewDefinition(definition)
        .build();
  }

  private ViewRepresentationInput sql(String dialect) {
    return ViewRepresentationInput.builder()
        .dialect(dialect)
        .dialectVersion(words.once(2) ? "1.0" : null)
        .viewOriginalText("SELECT 1 -- " + words.text())
        .viewExpandedText(words.once(2) ? "SELECT 1" : null)
        .build();
  }

  private String arn(String table) {
    return "arn:aws:glue:%s:%s:table/%s/%s"
        .formatted(clients.region(), clients.account(), DATABASE, table);
  }

  private void begin(TableInput view) {
    clients.glue().createTable(r -> r.databaseName(DATABASE).tableInput(view));
    for (int look = 0; look < 2; look++) {
      state(view.name());
    }
  }

  private String state(String view) {
    return clients
        .glue()
        .getTable(r -> r.databaseName(DATABASE).name(view).includeStatusDetails(true))
        .table()
        .status()
        .stateAsString();
  }

  private void grant(List<MadeTable> views) {
    RandomGrants grants = new RandomGrants(words, clients);
    List<BatchPermissionsRequestEntry> granted =
        new ArrayList<>(grants.onDatabase(DATABASE, false));
    views.forEach(view -> granted.addAll(grants.onTable(view)));
    new Permissions(clients).grant(granted);
  }
}
