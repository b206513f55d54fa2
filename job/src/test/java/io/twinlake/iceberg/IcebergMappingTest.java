package io.twinlake.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.transform.BucketMapping;
import io.twinlake.transform.LocationMapping;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The place of rewritten metadata is known without looking. */
class IcebergMappingTest {
  private static final String FILE = "s3://lake/w/t/metadata/00003-1c5e.metadata.json";
  private static final BucketMapping BUCKETS =
      new BucketMapping(Map.of("lake", "twin", "lake/hot", "twin-hot/x"));
  private static final IcebergMapping MAPPING = new IcebergMapping(BUCKETS, true);

  @Test
  void liesInAFolderOfItsOwnBesideTheReplicaUnderTheSameName() {
    assertThat(MAPPING.rewritten(FILE))
        .matches("s3://twin/w/t/metadata/twinlake-[0-9a-f]{16}/00003-1c5e\\.metadata\\.json");
    assertThat(MAPPING.rewritten(FILE.replace("w/t", "hot/t")))
        .startsWith("s3://twin-hot/x/t/metadata/twinlake-");
  }

  @Test
  void isTheSameEachTimeAndAnotherForAnotherMappingOrChoiceOfSnapshots() {
    assertThat(new IcebergMapping(BUCKETS, true).rewritten(FILE))
        .isEqualTo(MAPPING.rewritten(FILE));
    assertThat(new IcebergMapping(BUCKETS, false).rewritten(FILE))
        .isNotEqualTo(MAPPING.rewritten(FILE));
    assertThat(new IcebergMapping(new BucketMapping(Map.of("lake", "twin")), true).rewritten(FILE))
        .isNotEqualTo(MAPPING.rewritten(FILE));
  }

  @Test
  void tellsWhatItWasMadeOf() {
    assertThat(IcebergMapping.plain(MAPPING.rewritten(FILE)))
        .isEqualTo("s3://twin/w/t/metadata/00003-1c5e.metadata.json");
    assertThat(IcebergMapping.plain(FILE)).isEqualTo(FILE);
    assertThat(IcebergMapping.isRewritten(MAPPING.rewritten(FILE))).isTrue();
    assertThat(IcebergMapping.isRewritten(FILE)).isFalse();
    assertThat(IcebergMapping.isRewritten("s3://twin/twinlake-0123456789abcdef/m/v1.json"))
        .as("a folder further up")
        .isFalse();
  }

  @Test
  void changesIcebergTablesAlone() {
    assertThat(moved(table("iceberg", FILE))).isEqualTo(MAPPING.rewritten(FILE));
    assertThat(moved(table("ICEBERG", FILE))).isEqualTo(MAPPING.rewritten(FILE));
    assertThat(moved(table("DELTA", FILE))).startsWith("s3://twin/w/t/metadata/00003");
    assertThat(moved(table("ICEBERG", ""))).isEmpty();
    assertThat(moved(table("ICEBERG", "s3://elsewhere/m/v1.json")))
        .isEqualTo("s3://elsewhere/m/v1.json");
  }

  @Test
  void keepsTheOtherParametersAsTheyAreMapped() {
    CatalogObject table = table("ICEBERG", FILE);
    ((ObjectNode) table.definition().get("Parameters"))
        .put("previous_metadata_location", "s3://lake/w/t/metadata/00002-1c5e.metadata.json");
    assertThat(
            MAPPING
                .rewrite(table, new LocationMapping(BUCKETS).rewrite(table))
                .definition()
                .at("/Parameters/previous_metadata_location")
                .asText())
        .isEqualTo("s3://twin/w/t/metadata/00002-1c5e.metadata.json");
  }

  private static String moved(CatalogObject table) {
    return MAPPING
        .rewrite(table, new LocationMapping(BUCKETS).rewrite(table))
        .definition()
        .at("/Parameters/metadata_location")
        .asText();
  }

  private static CatalogObject table(String type, String location) {
    ObjectNode definition = JsonNodeFactory.instance.objectNode().put("Name", "t");
    definition.putObject("Parameters").put("table_type", type).put("metadata_location", location);
    return new CatalogObject(ObjectKey.table("d", "t"), definition);
  }
}
