package io.twinlake.transform;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Grant;
import io.twinlake.model.GrantRows;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationMappingTest {
  private static final LocationMapping MAPPING =
      new LocationMapping(new BucketMapping(Map.of("lake", "twin", "logs", "twin-logs")));

  @Test
  void rewritesADatabasesLocation() {
    ObjectKey sales = ObjectKey.database("sales");
    assertThat(
            MAPPING.rewrite(
                object(sales, "{'Name':'sales','LocationUri':'s3://lake/sales','Parameters':{}}")))
        .isEqualTo(
            object(sales, "{'Name':'sales','LocationUri':'s3://twin/sales','Parameters':{}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "partition"})
  void rewritesEveryLocationOfAStorageDescriptor(String kind) {
    ObjectKey orders = new ObjectKey(new Kind(kind), "sales", "orders", List.of());
    assertThat(
            MAPPING.rewrite(
                object(
                    orders,
                    """
                    {'Name':'orders','StorageDescriptor':{'Columns':[],'Location':'s3://lake/orders/',
                     'AdditionalLocations':['s3a://logs/x','s3://other/y','s3://lake'],'NumberOfBuckets':0},
                     'Comment':'copied from s3://lake/orders/'}""")))
        .isEqualTo(
            object(
                orders,
                """
                {'Name':'orders','StorageDescriptor':{'Columns':[],'Location':'s3://twin/orders/',
                 'AdditionalLocations':['s3a://twin-logs/x','s3://other/y','s3://twin'],'NumberOfBuckets':0},
                 'Comment':'copied from s3://lake/orders/'}"""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "partition"})
  void rewritesThePathsOfParametersAndSkewedValues(String kind) {
    ObjectKey orders = new ObjectKey(new Kind(kind), "sales", "orders", List.of());
    assertThat(
            MAPPING.rewrite(
                object(
                    orders,
                    """
                    {'StorageDescriptor':{
                      'SerdeInfo':{'Parameters':{'path':'s3://lake/my orders','serialization.format':'1'}},
                      'Parameters':{'avro.schema.url':'s3a://lake/a.avsc','note':'s3://lake/x'},
                      'SkewedInfo':{'SkewedColumnValueLocationMaps':{'a':'s3://lake/a','s3://lake/k':'b'}}},
                     'Parameters':{'metadata_location':'s3://lake/m/1.json','Path':'s3://logs',
                      'my.source':'s3://lake/in','Description':'s3://lake/x','list':'s3://lake/a,s3://lake/b',
                      'said':'s3://lake/x is old','EXTERNAL':'TRUE'}}""")))
        .isEqualTo(
            object(
                orders,
                """
                {'StorageDescriptor':{
                  'SerdeInfo':{'Parameters':{'path':'s3://twin/my orders','serialization.format':'1'}},
                  'Parameters':{'avro.schema.url':'s3a://twin/a.avsc','note':'s3://lake/x'},
                  'SkewedInfo':{'SkewedColumnValueLocationMaps':{'a':'s3://twin/a','s3://lake/k':'b'}}},
                 'Parameters':{'metadata_location':'s3://twin/m/1.json','Path':'s3://twin-logs',
                  'my.source':'s3://twin/in','Description':'s3://lake/x','list':'s3://lake/a,s3://lake/b',
                  'said':'s3://lake/x is old','EXTERNAL':'TRUE'}}"""));
  }

  /** Each of the places where a path hides (aws-facts 11), alone. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "database|{'LocationUri':'s3://lake/x'}",
        "database|{'Parameters':{'path':'s3://lake/x'}}",
        "table|{'StorageDescriptor':{'Location':'s3://lake/x'}}",
        "table|{'StorageDescriptor':{'AdditionalLocations':['s3://lake/x']}}",
        "table|{'StorageDescriptor':{'SkewedInfo':{'SkewedColumnValueLocationMaps':{'v':'s3://lake/x'}}}}",
        "table|{'StorageDescriptor':{'SerdeInfo':{'Parameters':{'path':'s3://lake/x'}}}}",
        "table|{'StorageDescriptor':{'Parameters':{'any.name':'s3://lake/x'}}}",
        "table|{'Parameters':{'spark.sql.sources.schema.location':'s3://lake/x'}}",
        "table|{'Parameters':{'delta.symlink_format_manifest':'s3://lake/x'}}",
        "partition|{'StorageDescriptor':{'Location':'s3://lake/x'}}",
        "partition|{'StorageDescriptor':{'AdditionalLocations':['s3://lake/x']}}",
        "partition|{'StorageDescriptor':{'SkewedInfo':{'SkewedColumnValueLocationMaps':{'v':'s3://lake/x'}}}}",
        "partition|{'StorageDescriptor':{'SerdeInfo':{'Parameters':{'path':'s3://lake/x'}}}}",
        "partition|{'StorageDescriptor':{'Parameters':{'path':'s3://lake/x'}}}",
        "partition|{'Parameters':{'path':'s3://lake/x'}}",
        "user_defined_function|{'ResourceUris':[{'ResourceType':'JAR','Uri':'s3://lake/x'}]}",
        "table_optimizer|{'configuration':{'orphanFileDeletionConfiguration':{'icebergConfiguration':{'location':'s3://lake/x'}}}}",
        "registered_location|{'ResourceArn':'arn:aws:s3:::lake/x'}",
        "grant|{'Resource':{'DataLocation':{'ResourceArn':'arn:aws:s3:::lake/x'}}}",
        "opt_in|{'Resource':{'DataLocation':{'ResourceArn':'arn:aws:s3:::lake/x'}}}"
      })
  void rewritesEveryPlace(String kind, String definition) {
    ObjectKey key = new ObjectKey(new Kind(kind), "", "x", List.of());
    CatalogObject once = MAPPING.rewrite(object(key, definition));
    assertThat(once.definition()).isEqualTo(json(definition.replace("lake/x", "twin/x")));
    assertThat(MAPPING.rewrite(once)).isSameAs(once);
    String otherName = definition.replace("lake/x", "lake2/x");
    assertThat(MAPPING.rewrite(object(key, otherName)).definition()).isEqualTo(json(otherName));
  }

  /** What Spark, Iceberg, Hive, Avro and Hudi keep a location in, blanks and commas included. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "path",
        "location",
        "metadata_location",
        "previous_metadata_location",
        "write.data.path",
        "write.metadata.path",
        "write.object-storage.path",
        "write.folder-storage.path",
        "avro.schema.url",
        "hoodie.base.path"
      })
  void knowsTheNamesUnderWhichAllOfATextIsALocation(String name) {
    String definition = "{'Parameters':{'%s':'s3a://lake/a b, c;d'}}".formatted(name);
    for (String spelt : List.of(definition, definition.replace(name, name.toUpperCase(ROOT)))) {
      assertThat(MAPPING.rewrite(object(ObjectKey.table("d", "t"), spelt)).definition())
          .isEqualTo(json(spelt.replace("lake", "twin")));
    }
  }

  @Test
  void keepsTheOrderOfMembers() {
    CatalogObject rewritten =
        MAPPING.rewrite(
            object(
                ObjectKey.table("sales", "orders"),
                "{'Z':1,'StorageDescriptor':{'B':1,'Location':'s3://lake/','A':2},'Name':'orders'}"));
    assertThat(rewritten.definition())
        .hasToString(
            "{'Z':1,'StorageDescriptor':{'B':1,'Location':'s3://twin/','A':2},'Name':'orders'}"
                .replace('\'', '"'));
  }

  @Test
  void rewritesARegisteredLocationAndItsKey() {
    assertThat(
            MAPPING.rewrite(
                object(
                    ObjectKey.global(Kind.LOCATION, "arn:aws:s3:::lake/raw"),
                    "{'ResourceArn':'arn:aws:s3:::lake/raw','RoleArn':'arn:aws:iam::1:role/lake'}")))
        .isEqualTo(
            object(
                ObjectKey.global(Kind.LOCATION, "arn:aws:s3:::twin/raw"),
                "{'ResourceArn':'arn:aws:s3:::twin/raw','RoleArn':'arn:aws:iam::1:role/lake'}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"grant", "opt_in"})
  void rewritesTheDataLocationOfAGrantAndOfAnOptInAndOfTheirKeys(String kind) {
    String lake =
        "{'Principal':{'DataLakePrincipalIdentifier':'arn:aws:iam::1:role/lake'},'Resource':{'DataLocation':{'CatalogId':'1','ResourceArn':'arn:aws:s3:::lake'}}}";
    assertThat(
            MAPPING.rewrite(
                object(
                    keyOf(
                        kind, "{'Resource':{'DataLocation':{'ResourceArn':'arn:aws:s3:::lake'}}}"),
                    lake)))
        .isEqualTo(
            object(
                keyOf(kind, "{'Resource':{'DataLocation':{'ResourceArn':'arn:aws:s3:::twin'}}}"),
                lake.replace(":::lake", ":::twin")));
  }

  @Test
  void givesARewrittenGrantTheKeyItWillHaveInTheTarget() {
    String row =
        """
        {'Principal':{'DataLakePrincipalIdentifier':'arn:aws:iam::1:role/lake'},
         'Resource':{'DataLocation':{'CatalogId':'1','ResourceArn':'arn:aws:s3:::lake/x'}},
         'Permissions':['DATA_LOCATION_ACCESS'],'PermissionsWithGrantOption':[]}""";
    Grant source = GrantRows.grant(json(row), "1");
    Grant target = GrantRows.grant(json(row.replace(":::lake", ":::twin")), "1");
    assertThat(MAPPING.rewrite(new CatalogObject(source.key(), json(row))).key())
        .isEqualTo(target.key());
  }

  @Test
  void handsBackTheSameObjectWhenNothingChanges() {
    CatalogObject link =
        object(
            ObjectKey.table("sales", "linked"),
            "{'Name':'linked','TargetTable':{'CatalogId':'1','DatabaseName':'s3://lake','Name':'x'}}");
    assertThat(MAPPING.rewrite(link)).isSameAs(link);
    CatalogObject database =
        object(ObjectKey.database("sales"), "{'Name':'sales','LocationUri':'s3://lake/'}");
    assertThat(LocationMapping.IDENTITY.rewrite(database)).isSameAs(database);
    CatalogObject unknown =
        object(ObjectKey.global(new Kind("from_the_future"), "x"), "{'Location':'s3://lake/'}");
    assertThat(MAPPING.rewrite(unknown)).isSameAs(unknown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'StorageDescriptor':null}",
        "{'StorageDescriptor':'s3://lake'}",
        "{'StorageDescriptor':{'Location':null,'AdditionalLocations':[]}}",
        "{'StorageDescriptor':{'Location':7,'AdditionalLocations':[null,[],{}]}}",
        "{'StorageDescriptor':{'Location':'','AdditionalLocations':['']}}"
      })
  void leavesAbsentEmptyAndOddMembersAsTheyAre(String definition) {
    CatalogObject table = object(ObjectKey.table("sales", "odd"), definition);
    assertThat(MAPPING.rewrite(table)).isSameAs(table);
  }

  @Test
  void changesNothingInWhatItWasGiven() {
    CatalogObject table =
        object(
            ObjectKey.table("sales", "orders"),
            "{'StorageDescriptor':{'Location':'s3://lake/','AdditionalLocations':['s3://lake/']}}");
    String before = table.definition().toString();
    CatalogObject once = MAPPING.rewrite(table);
    assertThat(table.definition()).hasToString(before);
    assertThat(MAPPING.rewrite(once)).isSameAs(once);
  }

  private static ObjectKey keyOf(String kind, String resource) {
    return new ObjectKey(
        new Kind(kind), "", "arn:aws:iam::1:role/lake", List.of(json(resource).toString()));
  }

  private static CatalogObject object(ObjectKey key, String definition) {
    return new CatalogObject(key, json(definition));
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
