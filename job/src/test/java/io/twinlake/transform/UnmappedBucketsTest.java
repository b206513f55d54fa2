package io.twinlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UnmappedBucketsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void namesThoseOfTheSourceRegionThatNothingCovers() {
    Map<String, String> regions =
        new TreeMap<>(
            Map.of(
                "mapped", "us-east-1",
                "in-part", "us-east-1",
                "held", "us-east-1",
                "bare", "us-east-1",
                "elsewhere", "eu-west-1",
                "gone", ""));
    BucketMapping mapping =
        new BucketMapping(Map.of("mapped", "twin", "in-part/raw", "twin2/raw", "held", "held"));
    assertThat(UnmappedBuckets.of(regions, "us-east-1", mapping))
        .isEqualTo(
            new UnmappedBuckets(
                List.of("bare", "held", "in-part (beside in-part/raw)"), List.of("gone")));
  }

  @Test
  void findsBucketsInEveryPlaceThatAMappingRewritesAndInNoOther() throws JsonProcessingException {
    NamedBuckets buckets = new NamedBuckets();
    buckets.add(
        table(
            """
            {"Name":"t","Description":"s3://people/x",
             "StorageDescriptor":{"Location":"s3a://a/x","AdditionalLocations":["s3://b"],
               "SerdeInfo":{"Parameters":{"path":"s3://c/with blank"}},
               "SkewedInfo":{"SkewedColumnValueLocationMaps":{"v":"s3n://d/v"}},
               "Parameters":{"k":"s3://e/x"}},
             "Parameters":{"metadata_location":"s3://f/m.json","note":"s3://people/y",
               "list":"s3://people/1,s3://people/2"}}"""));
    buckets.add(
        new CatalogObject(
            ObjectKey.global(Kind.LOCATION, "arn:aws:s3:::g/x"),
            object("{\"ResourceArn\":\"arn:aws:s3:::g/x\"}")));
    buckets.add(new CatalogObject(ObjectKey.database("d"), object("{\"LocationUri\":\"s3://h\"}")));
    assertThat(buckets.names()).containsExactly("a", "b", "c", "d", "e", "f", "g", "h");
  }

  private static CatalogObject table(String definition) throws JsonProcessingException {
    return new CatalogObject(ObjectKey.table("d", "t"), object(definition));
  }

  private static ObjectNode object(String json) throws JsonProcessingException {
    return (ObjectNode) JSON.readTree(json);
  }
}
