package io.twinlake.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Views in several dialects, which AWS makes and changes after the call was answered (aws-facts
 * 11). Views of one engine are plain tables.
 */
public final class Views {
  private static final Pattern TABLE =
      Pattern.compile("arn:aws[a-z-]*:glue:[^:]*:[^:]*:table/([^/]+)/([^/]+)");

  /**
   * Views that are made to see whether AWS makes them; Athena takes letters, digits and underscores
   * in a name.
   */
  private static final String TRIAL = "twinlake_trial_";

  private static final Pattern TRIALS = Pattern.compile(TRIAL + "[0-9a-f]{32}");

  private static final Set<String> UNDER_WAY = Set.of("QUEUED", "IN_PROGRESS");
  private static final Set<String> IN_VAIN = Set.of("FAILED", "STOPPED");

  /** Characters of a query in a sentence. */
  private static final int SHOWN = 1000;

  private Views() {}

  /** Whether it has dialects; a materialized view may have them too. */
  public static boolean isView(CatalogObject table) {
    return table.definition().has("ViewDefinition");
  }

  /** What a view is made as before what has its name is given up for it. */
  public static ObjectKey trial(ObjectKey view) {
    UUID id = UUID.nameUUIDFromBytes(view.name().getBytes(StandardCharsets.UTF_8));
    return ObjectKey.table(view.database(), TRIAL + id.toString().replace("-", ""));
  }

  /** Whether it is such a view, which is nobody's and stays only where a run was killed. */
  public static boolean isTrial(CatalogObject table) {
    return isView(table) && TRIALS.matcher(table.key().name()).matches();
  }

  /** Whether it holds data of its own, which a refresh of SQL makes. */
  public static boolean isMaterialized(CatalogObject table) {
    return table.definition().path("IsMaterializedView").asBoolean();
  }

  /** Its query, in the first of its dialects that has one; long ones are cut. Empty without. */
  public static String sql(CatalogObject view) {
    ObjectNode table = view.definition();
    List<JsonNode> texts = new ArrayList<>();
    table
        .path("ViewDefinition")
        .path("Representations")
        .forEach(each -> texts.add(each.path("ViewOriginalText")));
    texts.add(table.path("ViewOriginalText"));
    String sql =
        texts.stream().map(JsonNode::asText).filter(each -> !each.isEmpty()).findFirst().orElse("");
    return sql.length() <= SHOWN
        ? sql
        : sql.substring(0, SHOWN) + "… (the whole of it is in the backup's catalog file)";
  }

  /** The ARN of the role that reads for it, empty when it is whoever makes it. */
  public static String definer(CatalogObject view) {
    return view.definition().path("ViewDefinition").path("Definer").asText("");
  }

  /** The tables it reads. */
  public static List<ObjectKey> reads(CatalogObject view) {
    List<ObjectKey> tables = new ArrayList<>();
    for (JsonNode arn : view.definition().path("ViewDefinition").path("SubObjects")) {
      Matcher table = TABLE.matcher(arn.asText());
      if (table.matches()) {
        tables.add(ObjectKey.table(table.group(1), table.group(2)));
      }
    }
    return tables;
  }

  /** Whether AWS has not yet said what comes of the view's latest change. */
  public static boolean isUnderWay(CatalogObject view) {
    return UNDER_WAY.contains(status(view, "State"));
  }

  /** Why the view's latest change came to nothing, in AWS's words; empty when it did not. */
  public static String failure(CatalogObject view) {
    String state = status(view, "State");
    JsonNode error = view.definition().path("Status").path("Error");
    return IN_VAIN.contains(state)
        ? state + ": " + error.path("ErrorMessage").asText("AWS gave no reason")
        : "";
  }

  /** Whether the view was never made: such a one is only good for being deleted. */
  public static boolean isFailedCreation(CatalogObject view) {
    return status(view, "Action").equals("CREATE") && !failure(view).isEmpty();
  }

  private static String status(CatalogObject view, String member) {
    return view.definition().path("Status").path(member).asText("");
  }

  /** As {@link Definitions#decide}, with what became of the views' latest changes. */
  public static Action decide(CatalogObject desired, @Nullable CatalogObject actual) {
    if (isFailedCreation(desired)) {
      return Action.skip(
          desired.key(), "it was never made in the source (" + failure(desired) + ")");
    }
    Action action = Definitions.decide(desired, actual);
    if (actual == null) {
      return action;
    }
    if (isFailedCreation(actual)) {
      return new Action(
          Op.REMAKE,
          desired.key(),
          Definitions.writable(desired),
          "its creation in the target failed (" + failure(actual) + ")");
    }
    return isUnderWay(actual) && !action.writes()
        ? Action.update(
            desired.key(), Definitions.writable(desired), "its latest change is still under way")
        : action;
  }
}
