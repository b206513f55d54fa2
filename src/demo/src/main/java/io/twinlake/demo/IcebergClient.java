package io.twinlake.demo;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Iceberg's own client of a region's Glue and S3, as query engines use it. */
public record IcebergClient(Catalog catalog, FileIO files) implements AutoCloseable {
  public static IcebergClient open(URI endpoint, AwsCredentials user, String region) {
    Map<String, String> properties = new HashMap<>();
    properties.put("client.region", region);
    properties.put("client.credentials-provider", User.class.getName());
    properties.put("client.credentials-provider.id", user.accessKeyId());
    properties.put("client.credentials-provider.secret", user.secretAccessKey());
    if (user instanceof AwsSessionCredentials session) {
      properties.put("client.credentials-provider.token", session.sessionToken());
    }
    properties.put("glue.endpoint", endpoint.toString());
    properties.put("s3.endpoint", endpoint.toString());
    properties.put("s3.path-style-access", "true");
    properties.put("http-client.type", "urlconnection");
    return new IcebergClient(
        CatalogUtil.loadCatalog(CatalogUtil.ICEBERG_CATALOG_GLUE, "glue", properties, null),
        CatalogUtil.loadFileIO("org.apache.iceberg.aws.s3.S3FileIO", properties, null));
  }

  /** Who Iceberg's client calls as; it makes one of these itself. */
  public record User(AwsCredentials resolveCredentials) implements AwsCredentialsProvider {
    /** Called by Iceberg, with the properties of {@code client.credentials-provider}. */
    public static AwsCredentialsProvider create(Map<String, String> properties) {
      String id = properties.get("id");
      String secret = properties.get("secret");
      return new User(
          properties.containsKey("token")
              ? AwsSessionCredentials.create(id, secret, properties.get("token"))
              : AwsBasicCredentials.create(id, secret));
    }
  }

  Table table(String name) {
    return catalog.loadTable(TableIdentifier.of(IcebergTables.DATABASE, name));
  }

  /** The rows of a table at a snapshot, in an order that is the same everywhere. */
  static List<String> rows(Table table, long snapshot) {
    List<String> rows = new ArrayList<>();
    try (CloseableIterable<Record> read =
        IcebergGenerics.read(table).useSnapshot(snapshot).build()) {
      read.forEach(row -> rows.add(text(table, row)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rows.sort(null);
    return rows;
  }

  /** Readers add a column of their own, a row's position. */
  private static String text(Table table, Record row) {
    return table.schema().columns().stream()
        .map(column -> String.valueOf(row.getField(column.name())))
        .collect(Collectors.joining(", "));
  }

  @Override
  public void close() {
    if (catalog instanceof Closeable open) {
      try (open) {
        files.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
