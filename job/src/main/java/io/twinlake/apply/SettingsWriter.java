package io.twinlake.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Documents;
import io.twinlake.model.Canonical;
import io.twinlake.model.Events;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Op;
import io.twinlake.plan.SettingsMerge;
import io.twinlake.source.LakeFormationSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.DataLakeSettings;
import software.amazon.awssdk.services.lakeformation.model.InvalidInputException;

/**
 * The data lake settings, which are one document. One admin that no longer exists makes AWS refuse
 * all of it, so such principals are left out and said (aws-facts 16).
 */
public final class SettingsWriter implements Writer {
  private static final Pattern INVALID = Pattern.compile("Invalid principal, *(\\S+)");

  private final LakeFormationClient lakeFormation;
  private final LakeFormationSource source;
  private final Events events;

  public SettingsWriter(
      LakeFormationClient lakeFormation, LakeFormationSource source, Events events) {
    this.lakeFormation = lakeFormation;
    this.source = source;
    this.events = events;
  }

  @Override
  public int batch(Op op) {
    return 1;
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    // Merged with what is there now: an admin added while the run went on must stay.
    put(SettingsMerge.merge(actions.get(0).input(), source.settings()));
    return Map.of();
  }

  private void put(ObjectNode settings) {
    DataLakeSettings document = Documents.fromDocument(settings, DataLakeSettings::builder);
    try {
      lakeFormation.putDataLakeSettings(request -> request.dataLakeSettings(document));
    } catch (InvalidInputException e) {
      Matcher invalid = INVALID.matcher(String.valueOf(e.awsErrorDetails().errorMessage()));
      if (!invalid.find() || !remove(settings, invalid.group(1))) {
        throw e;
      }
      events.warn(
          "Principal %s does not exist and was left out of the data lake settings."
              .formatted(invalid.group(1)));
      put(settings);
    }
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
    boolean is =
        Canonical.text(now).equals(Canonical.text(SettingsMerge.merge(action.input(), now)));
    return is ? Set.of(action.key()) : Set.of();
  }
}
