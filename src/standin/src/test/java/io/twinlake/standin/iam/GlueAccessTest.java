package io.twinlake.standin.iam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlueAccessTest {
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          GetDatabases | {} | catalog database/*
          GetDatabase | {"Name":"Sales"} | catalog database/sales
          CreateDatabase | {"DatabaseInput":{"Name":"sales"}} | catalog database/sales
          UpdateDatabase | {"Name":"sales","DatabaseInput":{"Name":"x"}} | catalog database/sales
          DeleteDatabase | {"Name":"s"} | catalog database/s table/s/* userDefinedFunction/s/*
          GetTables | {"DatabaseName":"sales"} | catalog database/sales table/sales/*
          GetTable | {"DatabaseName":"sales","Name":"a"} | catalog database/sales table/sales/a
          CreateTable | {"DatabaseName":"s","TableInput":{"Name":"A"}} | catalog database/s table/s/a
          BatchDeleteTable | {"DatabaseName":"s","TablesToDelete":["a","b"]} | catalog database/s table/s/a table/s/b
          BatchCreatePartition | {"DatabaseName":"s","TableName":"a"} | catalog database/s table/s/a
          SearchTables | {} | catalog database/* table/*/*
          GetUserDefinedFunctions | {"Pattern":".*"} | catalog database/* userDefinedFunction/*/*
          CreateUserDefinedFunction | {"DatabaseName":"s","FunctionInput":{}} | catalog database/s userDefinedFunction/s/*
          GetTags | {"ResourceArn":"arn:aws:glue:us-east-1:111122223333:table/s/a"} | table/s/a
          GetConnection | {"Name":"c"} | catalog connection/c
          GetCatalogs | {} | catalog
          GetCatalog | {"CatalogId":"111122223333"} | catalog
          GetCatalog | {"CatalogId":"111122223333:Sales"} | catalog catalog/sales
          DeleteCatalog | {"CatalogId":"111122223333:sales"} | catalog catalog/sales
          CreateCatalog | {"Name":"Sales","CatalogInput":{}} | catalog catalog/sales
          """)
  void aCallNeedsTheObjectAndWhatHoldsIt(String operation, String body, String resources)
      throws JsonProcessingException {
    assertThat(GlueAccess.resources(operation, new ObjectMapper().readTree(body)))
        .containsExactly(resources.split(" "));
  }
}
