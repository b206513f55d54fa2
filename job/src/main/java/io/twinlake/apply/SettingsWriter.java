package io.twinlake.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Documents;
import io.twinlake.model.Canonical;
import io.twinlake.model.Events;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Grantees;
import io.twinlake.plan.Op;
import io.twinlake.plan.SettingsMerge;
import io.twinlake.source.LakeFormationSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.DataLakeSettings;
import software.amazon.awssdk.services.lakeformation.model.InvalidInputException;

/**
 * The data lake settings, which are one document. One admin that no longer exists makes AWS refuse
 * all of it, so such principals are left out and said; so is SET_CONTEXT where AWS refuses the
 * parameter that it lists itself (aws-facts 16).
 */
public final class SettingsWriter implements Writer {
  private static final Pattern INVALID =
      Pattern.compile("Invalid principal, *(\\S+?)\\.?(?:\\s|$)");
  private static final Pattern PARAMETER_KEYS =
      Pattern.compile("parameters? keys?", Pattern.CASE_INSENSITIVE);
  private static final String SET_CONTEXT = "SET_CONTEXT";

  /** No code of AWS's: what it refused was all there was to change. */
  private static final String NOTHING_ELSE = "NothingElse";

  private final LakeFormationClient lakeFormation;
  private final LakeFormationSource source;
  private final BinaryOperator<ObjectNode> document;
  private final Events events;

  private SettingsWriter(
      LakeFormationClient lakeFormation,
      LakeFormationSource source,
      BinaryOperator<ObjectNode> document,
      Events events) {
    this.lakeFormation = lakeFormation;
    this.source = source;
    this.document = document;
    this.events = events;
  }

  /** Lays an action's input over what is there. */
  public static SettingsWriter merging(
      LakeFormationClient lakeFormation,
      LakeFormationSource source,
      Grantees grantees,
      Events events) {
    return new SettingsWriter(
        lakeFormation,
        source,
        (input, now) -> SettingsMerge.merge(input, now, grantees).settings(),
        events);
  }

  /** Lets the region open nothing that is created from now on, and leaves the rest. */
  public static SettingsWriter closing(
      LakeFormationClient lakeFormation, LakeFormationSource source, Events events) {
    return new SettingsWriter(
        lakeFormation, source, (input, now) -> SettingsMerge.closed(now), events);
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    // Merged with what is there now: an admin added while the run went on must stay.
    ObjectNode now = source.settings();
    return put(document.apply(actions.get(0).input(), now), now)
        .map(reason -> Map.of(0, ItemError.ofItem(NOTHING_ELSE, reason)))
        .orElse(Map.of());
  }

  /**
   * Puts settings without what AWS refuses.
   *
   * @return why nothing was put, when without that they are as they are now
   */
  private Optional<String> put(ObjectNode settings, ObjectNode now) {
    DataLakeSettings whole = Documents.fromDocument(settings, DataLakeSettings::builder);
    try {
      lakeFormation.putDataLakeSettings(request -> request.dataLakeSettings(whole));
      return Optional.empty();
    } catch (InvalidInputException e) {
      String leftOut = withoutRefused(settings, String.valueOf(e.awsErrorDetails().errorMessage()));
      if (leftOut.isEmpty()) {
        throw e;
      }
      if (Canonical.text(settings).equals(Canonical.text(now))) {
        return Optional.of(leftOut + ", and nothing else of the data lake settings differs");
      }
      events.warn(leftOut + " and was left out of the data lake settings.");
      return put(settings, now);
    }
  }

  @Override
  public Optional<String> excuse(Op op, ItemError error) {
    return error.code().equals(NOTHING_ELSE) ? Optional.of(error.message()) : Optional.empty();
  }

  /** Takes what AWS refuses out; says what it is, or nothing when it is not known. */
  private static String withoutRefused(ObjectNode settings, String refusal) {
    Matcher invalid = INVALID.matcher(refusal);
    if (invalid.find()) {
      return remove(settings, invalid.group(1))
          ? "Principal %s does not exist".formatted(invalid.group(1))
          : "";
    }
    boolean hasContext = settings.path("Parameters").has(SET_CONTEXT);
    if (hasContext && PARAMETER_KEYS.matcher(refusal).find()) {
      settings.withObject("/Parameters").remove(SET_CONTEXT);
      return "Parameter SET_CONTEXT is not taken by this region";
    }
    return "";
  }

  private static boolean remove(ObjectNode settings, String principal) {
    boolean removed = false;
    for (JsonNode list : settings) {
      for (var items = list.elements(); items.hasNext(); ) {
        JsonNode id = items.next().path("DataLakePrincipalIdentifier");
        if (list.isArray() && id.asText().equals(principal)) {
          items.remove();
          removed = true;
        }
      }
    }
    return removed;
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    Action action = actions.get(0);
    ObjectNode now = source.settings();
    boolean is = Canonical.text(now).equals(Canonical.text(document.apply(action.input(), now)));
    return is ? Set.of(action.key()) : Set.of();
  }
}
