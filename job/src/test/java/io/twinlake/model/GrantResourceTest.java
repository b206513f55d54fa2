package io.twinlake.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to write a resource has one form, which AWS takes and lists as the same. */
class GrantResourceTest {
  private static final String ACCOUNT = "111122223333";

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'Catalog':{'Id':'111122223333'}} | {'Catalog':{}}",
        "{'Catalog':{'Id':'111122223333:lake'}} | {'Catalog':{'Id':'111122223333:lake'}}",
        "{'Database':{'CatalogId':'111122223333','Name':'Sales'}} | {'Database':{'Name':'sales'}}",
        "{'Table':{'DatabaseName':'D','Name':'T'}} | {'Table':{'DatabaseName':'d','Name':'t'}}",
        "{'Table':{'DatabaseName':'d','Name':'ALL_TABLES','TableWildcard':{}}} | {'Table':{'DatabaseName':'d','TableWildcard':{}}}",
        "{'TableWithColumns':{'DatabaseName':'d','Name':'ALL_TABLES','ColumnWildcard':{}}} | {'Table':{'DatabaseName':'d','TableWildcard':{}}}",
        "{'TableWithColumns':{'DatabaseName':'d','Name':'t','ColumnWildcard':{'ExcludedColumnNames':[]}}} | {'Table':{'DatabaseName':'d','Name':'t'}}",
        "{'TableWithColumns':{'DatabaseName':'d','Name':'t','ColumnNames':['b','a','b']}} | {'TableWithColumns':{'ColumnNames':['a','b'],'DatabaseName':'d','Name':'t'}}",
        "{'TableWithColumns':{'DatabaseName':'d','Name':'t','ColumnWildcard':{'ExcludedColumnNames':['b','a']}}} | {'TableWithColumns':{'ColumnWildcard':{'ExcludedColumnNames':['a','b']},'DatabaseName':'d','Name':'t'}}",
        "{'DataCellsFilter':{'TableCatalogId':'111122223333','DatabaseName':'D','TableName':'T','Name':'F'}} | {'DataCellsFilter':{'DatabaseName':'d','Name':'F','TableName':'t'}}",
        "{'LFTag':{'CatalogId':'111122223333','TagKey':'Team','TagValues':['B','a']}} | {'LFTag':{'TagKey':'team','TagValues':['a','b']}}",
        "{'LFTag':{'TagKey':'team','TagValues':['*','a']}} | {'LFTag':{'TagKey':'team','TagValues':['*']}}",
        "{'LFTagPolicy':{'ResourceType':'TABLE','Expression':[{'TagKey':'B','TagValues':['Y','x']},{'TagKey':'a','TagValues':['1']}]}} | {'LFTagPolicy':{'Expression':[{'TagKey':'a','TagValues':['1']},{'TagKey':'b','TagValues':['x','y']}],'ResourceType':'TABLE'}}",
        "{'LFTagPolicy':{'ResourceType':'TABLE','Expression':[],'ExpressionName':'Open'}} | {'LFTagPolicy':{'ExpressionName':'Open','ResourceType':'TABLE'}}",
        "{'LFTagExpression':{'CatalogId':'111122223333','Name':'Open'}} | {'LFTagExpression':{'Name':'Open'}}",
        "{'RLSPolicy':{'CatalogId':'111122223333','Name':'EU'}} | {'RLSPolicy':{'Name':'eu'}}",
        "{'DataLocation':{'CatalogId':'111122223333','ResourceArn':'arn:aws:s3:::Lake/X'}} | {'DataLocation':{'ResourceArn':'arn:aws:s3:::Lake/X'}}",
        "{'UserDefinedFunction':{'DatabaseName':'D','Name':'F','X':{'CatalogId':'1'}}} | {'UserDefinedFunction':{'DatabaseName':'D','Name':'F','X':{'CatalogId':'1'}}}",
      })
  void hasOneForm(String listed, String canonical) {
    ObjectNode once = GrantRows.resource(json(listed), ACCOUNT);
    assertThat(Canonical.text(once)).isEqualTo(canonical.replace('\'', '"'));
    assertThat(GrantRows.resource(once, ACCOUNT)).isEqualTo(once);
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void formIsTheSameOfItselfAndOfEveryOtherWayToWriteIt(long seed) {
    RandomResource random = new RandomResource(new Random(seed));
    ObjectNode resource = random.next();
    ObjectNode once = GrantRows.resource(resource, ACCOUNT);
    assertThat(GrantRows.resource(once, ACCOUNT)).isEqualTo(once);
    assertThat(Canonical.text(GrantRows.resource(random.otherwise(resource), ACCOUNT)))
        .isEqualTo(Canonical.text(once));
  }

  private record RandomResource(Random random) {
    ObjectNode next() {
      String database = name();
      return switch (random.nextInt(8)) {
        case 0 -> one("Database", "'Name':'%s'".formatted(database));
        case 1 -> one("Table", "'DatabaseName':'%s','Name':'%s'".formatted(database, name()));
        case 2 -> one("Table", "'DatabaseName':'%s','TableWildcard':{}".formatted(database));
        case 3 ->
            one(
                "TableWithColumns",
                "'DatabaseName':'%s','Name':'%s','ColumnNames':%s"
                    .formatted(database, name(), names()));
        case 4 ->
            one(
                "TableWithColumns",
                "'DatabaseName':'%s','Name':'%s','ColumnWildcard':{'ExcludedColumnNames':%s}"
                    .formatted(database, name(), random.nextBoolean() ? "[]" : names()));
        case 5 -> one("LFTag", "'TagKey':'%s','TagValues':%s".formatted(name(), names()));
        case 6 -> one("RLSPolicy", "'Name':'%s'".formatted(name()));
        default ->
            one(
                "LFTagPolicy",
                "'ResourceType':'TABLE','Expression':[{'TagKey':'k%s','TagValues':%s},{'TagKey':'l%s','TagValues':%s}]"
                    .formatted(name(), names(), name(), names()));
      };
    }

    private static ObjectNode one(String kind, String members) {
      return json("{'%s':{%s}}".formatted(kind, members));
    }

    private String name() {
      return List.of("a", "b", "c_1", "größe").get(random.nextInt(4));
    }

    private String names() {
      List<String> names = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        names.add("'" + name() + "'");
      }
      return names.toString();
    }

    /** With the account's id, members and lists in another order, and some repeated. */
    ObjectNode otherwise(ObjectNode resource) {
      ObjectNode other = resource.deepCopy();
      ObjectNode body = (ObjectNode) other.get(GrantResource.kind(other));
      body.put("CatalogId", ACCOUNT);
      if (body.has("TableWildcard")) {
        body.put("Name", "ALL_TABLES");
      }
      shuffle(body.path("ColumnNames"));
      shuffle(body.path("TagValues"));
      shuffle(body.path("Expression"));
      shuffle(body.path("ColumnWildcard").path("ExcludedColumnNames"));
      return other;
    }

    private void shuffle(JsonNode node) {
      if (node instanceof ArrayNode array && !array.isEmpty()) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        if (items.get(0).isTextual()) {
          items.add(items.get(0));
        }
        Collections.shuffle(items, random);
        array.removeAll().addAll(items);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'Catalog':{}} | the catalog",
        "{'Catalog':{'Id':'1:lake'}} | catalog 1:lake",
        "{'Database':{'CatalogId':'1:lake','Name':'d'}} | database d in catalog 1:lake",
        "{'Table':{'DatabaseName':'d','TableWildcard':{}}} | all tables of d",
        "{'DataCellsFilter':{'DatabaseName':'a','TableName':'b','Name':'f'}} | filter f of table a.b",
        "{'LFTag':{'TagKey':'k','TagValues':['v1','v2']}} | LF-tag k=v1,v2",
        "{'LFTagPolicy':{'ResourceType':'TABLE','Expression':[{'TagKey':'sensitivity','TagValues':['public']}]}} | tag policy sensitivity=public on tables",
        "{'LFTagPolicy':{'ResourceType':'DATABASE','ExpressionName':'e'}} | tag policy expression e on databases",
        "{'LFTagExpression':{'Name':'e'}} | tag expression e",
        "{'RLSPolicy':{'Name':'p'}} | row policy p",
        "{'New':{'Name':'p'}} | {'New':{'Name':'p'}}",
      })
  void readsInPeoplesWords(String resource, String words) {
    assertThat(GrantResource.describe(json(resource))).isEqualTo(words.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'Table':{'DatabaseName':'d','Name':'t'}} | [table d.t, database d]",
        "{'DataCellsFilter':{'DatabaseName':'d','TableName':'t','Name':'f'}} | [data_cells_filter d.t [f], table d.t, database d]",
        "{'LFTagPolicy':{'ResourceType':'TABLE','Expression':[{'TagKey':'a','TagValues':['x']},{'TagKey':'b','TagValues':['y']}]}} | [lf_tag a, lf_tag b]",
        "{'LFTagPolicy':{'ResourceType':'TABLE','ExpressionName':'e'}} | [lf_tag_expression e]",
        "{'RLSPolicy':{'Name':'p'}} | [rls_policy p]",
        "{'DataLocation':{'ResourceArn':'arn:aws:s3:::x'}} | [registered_location arn:aws:s3:::x]",
        "{'Table':{'CatalogId':'1:lake','DatabaseName':'d','Name':'t'}} | []",
        "{'Catalog':{}} | []",
      })
  void namesWhatItDependsOn(String resource, String named) {
    assertThat(GrantResource.named(json(resource)).toString()).isEqualTo(named);
  }
}
