package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.ResourceAction;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;
import software.amazon.awssdk.services.glue.model.ViewDefinition;
import software.amazon.awssdk.services.glue.model.ViewDefinitionInput;
import software.amazon.awssdk.services.glue.model.ViewRepresentation;
import software.amazon.awssdk.services.glue.model.ViewRepresentationInput;
import software.amazon.awssdk.services.glue.model.ViewUpdateAction;

/**
 * Views in several dialects: made and changed after the call was answered, over tables that Lake
 * Formation alone governs (aws-facts 11).
 *
 * @see <a href="https://docs.aws.amazon.com/lake-formation/latest/dg/views-prereqs.html">AWS:
 *     prerequisites for creating views</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/lake-formation/latest/dg/views-api-usage-async-states.html">AWS:
 *     asynchronous states and operations</a>
 */
final class Views {
  private static final Pattern TABLE =
      Pattern.compile("arn:aws[a-z-]*:glue:([^:]+):(\\d{12}):table/([^/]+)/([^/]+)");

  private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/.+");

  private final Context context;
  private final Connections connections;

  /**
   * @param connections through which an engine checks what it is asked to
   */
  Views(Context context, Connections connections) {
    this.context = context;
    this.connections = connections;
  }

  /**
   * @throws AwsError InvalidInputException for what is refused before anything begins,
   *     EntityNotFoundException for a connection that is not there
   */
  void check(Call call, TableInput input) {
    ViewDefinitionInput view = input.viewDefinition();
    if (view == null) {
      return;
    }
    if (view.viewVersionId() != null || view.viewVersionToken() != null) {
      throw AwsError.invalidInput("The version of view " + input.name() + " cannot be set.");
    }
    String definer = Objects.requireNonNullElse(view.definer(), call.caller().principal());
    if (!ROLE.matcher(definer).matches()) {
      throw AwsError.invalidInput("Only IAM roles can create views, and " + definer + " is none.");
    }
    view.subObjects().forEach(this::requireTable);
    view.representations().stream()
        .map(ViewRepresentationInput::validationConnection)
        .filter(Objects::nonNull)
        .forEach(connections::require);
  }

  private void requireTable(String arn) {
    Matcher table = TABLE.matcher(arn);
    if (!table.matches()) {
      throw AwsError.invalidInput(arn + " is no ARN of a table.");
    }
    if (!table.group(1).equals(context.store().region())
        || !table.group(2).equals(context.store().account())) {
      throw AwsError.invalidInput(
          "Reference table " + arn + " must be in the same account and Region as the view.");
    }
  }

  /** Begins the creation of a view; its name is taken from now on, whatever comes of it. */
  void created(Call call, TableEntry entry) {
    if (entry.current().viewDefinition() != null) {
      Table view = withDefiner(entry.current(), call).build();
      entry.begin(
          ViewChange.queued(ResourceAction.CREATE, view, call.caller().principal(), context.now()));
    }
  }

  /**
   * @throws AwsError when a view is in no state to be updated, or the update would make something a
   *     view or a view something else
   */
  void requireUpdatable(TableEntry entry, TableInput input) {
    Optional<ViewChange> change = entry.change();
    if (change.filter(each -> !each.isSettled() || each.isFailedCreation()).isPresent()) {
      throw AwsError.of(
          change.get().isSettled() ? "InvalidInputException" : "ResourceNotReadyException",
          "View %s cannot be updated in state %s of %s."
              .formatted(entry.name(), change.get().state(), change.get().action()));
    }
    if ((entry.current().viewDefinition() == null) != (input.viewDefinition() == null)) {
      throw AwsError.invalidInput(
          "ViewDefinition of " + entry.name() + " can be neither added nor removed.");
    }
  }

  /** Begins an update, after which the view is what it was or what was asked for. */
  void updated(Call call, TableEntry entry, Table requested, UpdateTableRequest request) {
    Table before = entry.current();
    ViewUpdateAction action = request.viewUpdateAction();
    if (action == null) {
      throw AwsError.invalidInput("ViewUpdateAction is required to update a view.");
    }
    if (!Boolean.TRUE.equals(request.force()) && !isOfSameShape(before, requested)) {
      throw AwsError.invalidInput(
          "The storage descriptor and reference tables of view %s differ; set Force to change them."
              .formatted(entry.name()));
    }
    ViewDefinition wanted = requested.viewDefinition();
    Table.Builder changed =
        requested.toBuilder()
            .viewDefinition(
                wanted.toBuilder()
                    .representations(representations(before.viewDefinition(), wanted, action))
                    .build());
    entry.begin(
        ViewChange.queued(
            ResourceAction.UPDATE,
            withDefiner(changed.build(), call).build(),
            call.caller().principal(),
            context.now()));
  }

  private static boolean isOfSameShape(Table before, Table requested) {
    return Objects.equals(before.storageDescriptor(), requested.storageDescriptor())
        && before.viewDefinition().subObjects().equals(requested.viewDefinition().subObjects());
  }

  private static List<ViewRepresentation> representations(
      ViewDefinition before, ViewDefinition asked, ViewUpdateAction action) {
    Map<String, ViewRepresentation> dialects = new LinkedHashMap<>();
    before.representations().forEach(each -> dialects.put(each.dialectAsString(), each));
    for (ViewRepresentation each : asked.representations()) {
      String dialect = each.dialectAsString();
      boolean isThere = dialects.containsKey(dialect);
      if (action == ViewUpdateAction.ADD && isThere) {
        throw AwsError.invalidInput("Dialect " + dialect + " already exists.");
      }
      if ((action == ViewUpdateAction.REPLACE || action == ViewUpdateAction.DROP) && !isThere) {
        throw AwsError.invalidInput("Dialect " + dialect + " does not exist.");
      }
      if (action == ViewUpdateAction.DROP) {
        dialects.remove(dialect);
      } else {
        dialects.put(dialect, each);
      }
    }
    if (dialects.isEmpty()) {
      throw AwsError.invalidInput("The last dialect of a view cannot be dropped.");
    }
    return List.copyOf(dialects.values());
  }

  private static Table.Builder withDefiner(Table table, Call call) {
    ViewDefinition view = table.viewDefinition();
    String definer = Objects.requireNonNullElse(view.definer(), call.caller().principal());
    return table.toBuilder().viewDefinition(view.toBuilder().definer(definer).build());
  }

  /** A look at the status of a view, which takes a change of it one step on. */
  void look(TableEntry entry) {
    entry.advance(change -> refusal(entry, change.requested()));
  }

  private Optional<String> refusal(TableEntry entry, Table view) {
    String definer = view.viewDefinition().definer();
    if (context.rights().isOpen(entry.database(), "")) {
      return Optional.of(
          "Database %s has permissions granted to IAMAllowedPrincipals; views cannot be created in it."
              .formatted(entry.database()));
    }
    if (!context.rights().mayCreateTables(definer, entry.database())) {
      return Optional.of(
          "Definer %s lacks CREATE_TABLE on database %s.".formatted(definer, entry.database()));
    }
    return view.viewDefinition().subObjects().stream()
        .map(arn -> refusal(definer, arn))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> refusal(String definer, String arn) {
    Matcher name = TABLE.matcher(arn);
    if (!name.matches()) {
      throw new IllegalStateException(arn);
    }
    String database = Names.fold(name.group(3));
    @Nullable TableEntry table = context.store().table(database, name.group(4)).orElse(null);
    if (table == null) {
      return Optional.of("Reference table " + arn + " does not exist.");
    }
    String path = database + "." + table.name();
    if (context.store().isView(database, table.name()) || table.isLink()) {
      return Optional.of("Reference table " + path + " is a view or a resource link.");
    }
    if (context.rights().isOpen(database, table.name())) {
      return Optional.of("Reference table " + path + " is granted to IAMAllowedPrincipals.");
    }
    if (isUnregistered(table.current())) {
      return Optional.of(
          "The location of reference table " + path + " is not registered with Lake Formation.");
    }
    return context.rights().maySelectAndGrant(definer, database, table.name())
        ? Optional.empty()
        : Optional.of(
            "Definer %s lacks SELECT with grant option on reference table %s."
                .formatted(definer, path));
  }

  private boolean isUnregistered(Table table) {
    StorageDescriptor storage = table.storageDescriptor();
    return storage != null
        && storage.location() != null
        && !storage.location().isEmpty()
        && !context.rights().isRegistered(storage.location());
  }
}
