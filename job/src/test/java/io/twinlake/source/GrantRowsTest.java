package io.twinlake.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantRowsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'Database':{'CatalogId':'1','Name':'Sales'}} | sales",
        "{'Table':{'DatabaseName':'Sales','Name':'orders'}} | sales",
        "{'Table':{'DatabaseName':'sales','TableWildcard':{},'Name':'ALL_TABLES'}} | sales",
        "{'TableWithColumns':{'DatabaseName':'sales','Name':'t','ColumnNames':['a']}} | sales",
        "{'DataCellsFilter':{'DatabaseName':'sales','TableName':'t','Name':'f'}} | sales",
        "{'UserDefinedFunction':{'DatabaseName':'sales','Name':'f'}} | sales",
        "{'Catalog':{}} | \"\"",
        "{'Table':{'CatalogId':'1:lake','DatabaseName':'sales','Name':'t'}} | \"\"",
        "{'DataLocation':{'ResourceArn':'arn:aws:s3:::raw'}} | \"\"",
        "{'LFTag':{'TagKey':'team','TagValues':['*']}} | \"\"",
        "{'LFTagPolicy':{'ResourceType':'TABLE','Expression':[]}} | \"\"",
      })
  void tellsTheDatabaseOfAResource(String resource, String database) {
    assertThat(GrantRows.database(json(resource))).isEqualTo(database);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'Table':{'DatabaseName':'sales','Name':'orders'} | SELECT | sales | orders",
        "'Table':{'DatabaseName':'sales','Name':'orders'} | ALL | sales | orders",
        "'Table':{'DatabaseName':'sales','Name':'orders'} | DESCRIBE | \"\" | \"\"",
        "'Table':{'DatabaseName':'sales','TableWildcard':{},'Name':'ALL_TABLES'} | ALL | sales | \"\"",
        "'TableWithColumns':{'DatabaseName':'s','Name':'t','ColumnWildcard':{}} | SELECT | s | t",
        "'TableWithColumns':{'DatabaseName':'s','Name':'ALL_TABLES','ColumnWildcard':{}} | SELECT | s | \"\"",
        "'TableWithColumns':{'DatabaseName':'s','Name':'t','ColumnWildcard':{'ExcludedColumnNames':['c']}} | SELECT | \"\" | \"\"",
        "'TableWithColumns':{'DatabaseName':'s','Name':'t','ColumnNames':['c']} | SELECT | \"\" | \"\"",
        "'Database':{'Name':'s'} | ALL | \"\" | \"\"",
      })
  void tellsWhichTableARowLetsReadWhole(
      String resource, String permission, String database, String table) {
    ObjectNode row = json("{'Resource':{%s},'Permissions':['%s']}".formatted(resource, permission));
    assertThat(GrantRows.readableTable(row)).isEqualTo(ObjectKey.table(database, table));
  }

  @Test
  void aConditionMayNotHold() {
    ObjectNode row =
        json(
            "{'Resource':{'Table':{'DatabaseName':'s','Name':'t'}},'Permissions':['ALL'],'Condition':{'Expression':'x'}}");
    assertThat(GrantRows.readableTable(row)).isEqualTo(ObjectKey.table("", ""));
  }

  @Test
  void aRowIsKnownByPrincipalResourceAndCondition() {
    ObjectNode row =
        json(
            "{'Principal':{'DataLakePrincipalIdentifier':'arn:p'},'Resource':{'Database':{'Name':'s'}},'Condition':{'Expression':'x'},'Permissions':['ALTER']}");
    assertThat(GrantRows.object(Kind.GRANT, row).key())
        .isEqualTo(
            new ObjectKey(
                Kind.GRANT,
                "s",
                "arn:p",
                List.of(
                    "{\"Resource\":{\"Database\":{\"Name\":\"s\"}},\"Condition\":{\"Expression\":\"x\"}}")));
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
