package io.twinlake.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
  static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static CatalogObject table(String definition) {
    return new CatalogObject(ObjectKey.table("d", "t"), json(definition));
  }

  private static CatalogObject database(String definition) {
    return new CatalogObject(ObjectKey.database("d"), json(definition));
  }

  private static Op op(CatalogObject desired, @Nullable CatalogObject actual) {
    return Definitions.decide(desired, actual).op();
  }

  @Test
  void tellsAbsentFromEmptyAndFromSet() {
    CatalogObject absent = table("{'Name':'t'}");
    CatalogObject empty = table("{'Name':'t','Parameters':{},'PartitionKeys':[]}");
    CatalogObject set = table("{'Name':'t','Parameters':{'a':''},'PartitionKeys':[]}");
    assertThat(op(absent, absent)).isEqualTo(Op.NONE);
    assertThat(op(absent, empty)).isEqualTo(Op.UPDATE);
    assertThat(op(empty, set)).isEqualTo(Op.UPDATE);
    assertThat(op(set, set)).isEqualTo(Op.NONE);
    assertThat(op(set, null)).isEqualTo(Op.CREATE);
  }

  @Test
  void ignoresWhatOnlyTheServerSetsAndTheOrderOfMembers() {
    assertThat(
            op(
                table("{'Name':'t','Description':'x','VersionId':'0','CreatedBy':'a'}"),
                table("{'CreatedBy':'b','VersionId':'7','Description':'x','Name':'t'}")))
        .isEqualTo(Op.NONE);
  }

  @Test
  void namesWhatDiffers() {
    Action action =
        Definitions.decide(
            table("{'Name':'t','StorageDescriptor':{'Columns':[{'Name':'a','Type':'bigint'}]}}"),
            table("{'Name':'t','StorageDescriptor':{'Columns':[{'Name':'a','Type':'string'}]}}"));
    assertThat(action.reason())
        .isEqualTo("StorageDescriptor.Columns[0].Type is \"string\" instead of \"bigint\"");
  }

  @Test
  void saysTableDefaultsEvenWhenTheSnapshotHasNone() {
    assertThat(Definitions.writable(database("{'Name':'d'}")))
        .isEqualTo(json("{'Name':'d','CreateTableDefaultPermissions':[]}"));
    assertThat(
            op(
                database("{'Name':'d'}"),
                database("{'Name':'d','CreateTableDefaultPermissions':[]}")))
        .isEqualTo(Op.NONE);
  }

  @Test
  void writesOnlyTheTargetOfALink() {
    CatalogObject link =
        table(
            "{'Name':'t','Description':'of the target','TargetTable':{'DatabaseName':'x','Name':'y'}}");
    assertThat(Definitions.writable(link))
        .isEqualTo(json("{'Name':'t','TargetTable':{'DatabaseName':'x','Name':'y'}}"));
  }

  @Test
  void replacesALinkAndNeverUpdatesIt() {
    CatalogObject link = table("{'Name':'t','TargetTable':{'DatabaseName':'x','Name':'y'}}");
    CatalogObject other = table("{'Name':'t','TargetTable':{'DatabaseName':'x','Name':'z'}}");
    CatalogObject real = table("{'Name':'t'}");
    assertThat(op(link, other)).isEqualTo(Op.REPLACE);
    assertThat(op(real, link)).isEqualTo(Op.REPLACE);
    assertThat(op(link, real)).isEqualTo(Op.REPLACE);
  }

  @Test
  void takesWhatTheBackupCouldNotSeeFromTheTarget() {
    CatalogObject cut =
        table(
            "{'Name':'t','Parameters':{'a':'1'},'StorageDescriptor':{'Columns':[{'Name':'id'}]}}");
    CatalogObject whole =
        table(
            "{'Name':'t','Parameters':{'a':'2','spark.sql.sources.schema':'s'},"
                + "'StorageDescriptor':{'Columns':[{'Name':'id'},{'Name':'secret'}]}}");
    ObjectNode filled = Definitions.filledFrom(whole, cut).definition();
    assertThat(filled.at("/Parameters"))
        .isEqualTo(json("{'a':'1','spark.sql.sources.schema':'s'}"));
    assertThat(filled.at("/StorageDescriptor/Columns")).hasSize(2);
    assertThat(cut.definition().at("/StorageDescriptor/Columns")).hasSize(1);
  }
}
