package io.twinlake.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.transform.BucketMapping;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where the rewritten metadata of an Iceberg table lies: in a folder of its own beside what was
 * replicated, {@code <metadata folder>/twinlake-<hash>/}, under the name of the source's. The hash
 * is of what else the file depends on, so the place is known before anything is written, what lies
 * there never changes, and the next metadata file of the table finds what earlier ones have in
 * common with it.
 *
 * @param everySnapshot false for the current one alone
 */
public record IcebergMapping(BucketMapping buckets, boolean everySnapshot) {
  /** Changes when the same source is rewritten to something else than before. */
  private static final String VERSION = "1";

  private static final Pattern FOLDER = Pattern.compile("/twinlake-[0-9a-f]{16}(?=/[^/]*$)");

  private static final String LOCATION = "metadata_location";

  /**
   * Where the metadata file of a table is, when it is an Iceberg table (aws-facts 10). A
   * materialized view has one too, and is no table.
   */
  public static Optional<String> location(CatalogObject table) {
    String location = table.definition().at("/Parameters/" + LOCATION).asText();
    return table.key().kind().equals(Kind.TABLE)
            && isIceberg(table)
            && !table.definition().path("IsMaterializedView").asBoolean()
            && !location.isEmpty()
        ? Optional.of(location)
        : Optional.empty();
  }

  /** Whether Glue holds it as an Iceberg table, or as something that is made of one. */
  public static boolean isIceberg(CatalogObject table) {
    return table.definition().at("/Parameters/table_type").asText().equalsIgnoreCase("iceberg");
  }

  /** Whether a metadata file was written here, by this run or another. */
  public static boolean isRewritten(String location) {
    return FOLDER.matcher(location).find();
  }

  /** Whether a table's latest commit was made on metadata that was written here. */
  public static boolean followsRewritten(CatalogObject table) {
    return isRewritten(table.definition().at("/Parameters/previous_" + LOCATION).asText());
  }

  /** The replicated metadata file that a rewritten one was made of. */
  public static String plain(String location) {
    return FOLDER.matcher(location).replaceFirst("");
  }

  /** The table with the replicated metadata file. */
  public static CatalogObject plain(CatalogObject table) {
    return location(table).map(at -> withLocation(table, plain(at))).orElse(table);
  }

  /**
   * The table with the metadata file that is rewritten for the target; itself when it is no Iceberg
   * table, or stays where it is.
   *
   * @param source the table as the snapshot has it
   * @param mapped the same with its locations rewritten
   */
  public CatalogObject rewrite(CatalogObject source, CatalogObject mapped) {
    return location(source)
        .filter(buckets::covers)
        .map(at -> withLocation(mapped, rewritten(at)))
        .orElse(mapped);
  }

  /** Where the rewritten form of the source's metadata file is. */
  public String rewritten(String source) {
    String target = buckets.location(source);
    int slash = target.lastIndexOf('/');
    return target.substring(0, slash) + "/twinlake-" + hash() + target.substring(slash);
  }

  private String hash() {
    String all = String.join("\n", VERSION, Boolean.toString(everySnapshot), places());
    return Hashing.sha256().hashString(all, UTF_8).toString().substring(0, 16);
  }

  private String places() {
    return new TreeMap<>(buckets.places()).toString();
  }

  private static CatalogObject withLocation(CatalogObject table, String location) {
    ObjectNode definition = table.definition().deepCopy();
    definition.withObject("/Parameters").put(LOCATION, location);
    return new CatalogObject(table.key(), definition);
  }
}
