package io.twinlake.standin.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.Caller;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The AWS CLI's documented examples (awscli/examples/glue: create-database, create-table,
 * get-databases, get-tables), word for word but for times and what was added to the API since.
 */
class DocumentedExamplesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SINCE =
      List.of("VersionId", "IsMultiDialectView", "IsMaterializedView");

  private final OpenRights rights = new OpenRights();
  private final GlueService service = new GlueService("007436865787", "us-east-1", rights);

  @BeforeEach
  void createTheExamples() {
    service.paging(Paging.FULL);
    rights.defaults.add(CatalogTest.everyone());
    invoke("CreateDatabase", "{\"DatabaseInput\":{\"Name\":\"tempdb\"}}");
    invoke(
        "CreateTable",
        """
        {"DatabaseName":"tempdb","TableInput":{"Name":"test-kinesis-input", "StorageDescriptor":{
          "Columns":[
            {"Name":"sensorid", "Type":"int"},
            {"Name":"currenttemperature", "Type":"int"},
            {"Name":"status", "Type":"string"}
          ],
          "Location":"my-testing-stream",
          "Parameters":{
            "typeOfData":"kinesis","streamName":"my-testing-stream",
            "kinesisUrl":"https://kinesis.us-east-1.amazonaws.com"
          },
          "SerdeInfo":{
            "SerializationLibrary":"org.openx.data.jsonserde.JsonSerDe"}
          },
          "Parameters":{"classification":"json"}
        }}
        """);
  }

  @Test
  void getTables() throws JsonProcessingException {
    ObjectNode table =
        (ObjectNode) invoke("GetTables", "{\"DatabaseName\":\"tempdb\"}").at("/TableList/0");
    assertThat(table.path("CreateTime").isNumber()).isTrue();
    assertThat(table.path("UpdateTime").isNumber()).isTrue();
    table.put("CreateTime", 1601507001.0).put("UpdateTime", 1601507001.0).remove(SINCE);
    assertThat(JSON.readTree(table.toString()))
        .isEqualTo(
            JSON.readTree(
                """
                {
                  "Name": "test-kinesis-input",
                  "DatabaseName": "tempdb",
                  "CreateTime": 1601507001.0,
                  "UpdateTime": 1601507001.0,
                  "Retention": 0,
                  "StorageDescriptor": {
                    "Columns": [
                      {"Name": "sensorid", "Type": "int"},
                      {"Name": "currenttemperature", "Type": "int"},
                      {"Name": "status", "Type": "string"}
                    ],
                    "Location": "my-testing-stream",
                    "Compressed": false,
                    "NumberOfBuckets": 0,
                    "SerdeInfo": {
                      "SerializationLibrary": "org.openx.data.jsonserde.JsonSerDe"
                    },
                    "SortColumns": [],
                    "Parameters": {
                      "kinesisUrl": "https://kinesis.us-east-1.amazonaws.com",
                      "streamName": "my-testing-stream",
                      "typeOfData": "kinesis"
                    },
                    "StoredAsSubDirectories": false
                  },
                  "Parameters": {"classification": "json"},
                  "CreatedBy": "arn:aws:iam::007436865787:user/JRSTERN",
                  "IsRegisteredWithLakeFormation": false,
                  "CatalogId": "007436865787"
                }
                """));
  }

  @Test
  void getDatabases() throws JsonProcessingException {
    ObjectNode database = (ObjectNode) invoke("GetDatabases", "{}").at("/DatabaseList/0");
    assertThat(database.path("CreateTime").isNumber()).isTrue();
    database.put("CreateTime", 1601498566.0);
    assertThat(JSON.readTree(database.toString()))
        .isEqualTo(
            JSON.readTree(
                """
                {
                  "Name": "tempdb",
                  "CreateTime": 1601498566.0,
                  "CreateTableDefaultPermissions": [
                    {
                      "Principal": {"DataLakePrincipalIdentifier": "IAM_ALLOWED_PRINCIPALS"},
                      "Permissions": ["ALL"]
                    }
                  ],
                  "CatalogId": "007436865787"
                }
                """));
  }

  private ObjectNode invoke(String operation, String body) {
    String user = "arn:aws:iam::007436865787:user/JRSTERN";
    Call call = new Call(new Caller("007436865787", user, user), "glue", "us-east-1", operation);
    try {
      return service.operations().invoke(call, (ObjectNode) JSON.readTree(body));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(body, e);
    }
  }
}
