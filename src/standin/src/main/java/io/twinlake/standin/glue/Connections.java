package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awssdk.services.glue.model.Connection;
import software.amazon.awssdk.services.glue.model.ConnectionPasswordEncryption;
import software.amazon.awssdk.services.glue.model.ConnectionPropertyKey;
import software.amazon.awssdk.services.glue.model.ConnectionStatus;
import software.amazon.awssdk.services.glue.model.CreateConnectionRequest;
import software.amazon.awssdk.services.glue.model.CreateConnectionResponse;
import software.amazon.awssdk.services.glue.model.DataCatalogEncryptionSettings;
import software.amazon.awssdk.services.glue.model.EncryptionAtRest;
import software.amazon.awssdk.services.glue.model.GetConnectionsRequest;
import software.amazon.awssdk.services.glue.model.GetConnectionsResponse;
import software.amazon.awssdk.services.glue.model.GetDataCatalogEncryptionSettingsRequest;
import software.amazon.awssdk.services.glue.model.GetDataCatalogEncryptionSettingsResponse;
import software.amazon.awssdk.services.glue.model.PutDataCatalogEncryptionSettingsRequest;
import software.amazon.awssdk.services.glue.model.PutDataCatalogEncryptionSettingsResponse;

/** Connections, and the settings that say how their passwords are answered (aws-facts 12). */
final class Connections {
  private static final int PAGE = 100;

  private final Context context;
  private final Named<Connection> connections = new Named<>("Connection");
  private volatile DataCatalogEncryptionSettings settings =
      DataCatalogEncryptionSettings.builder()
          .encryptionAtRest(EncryptionAtRest.builder().catalogEncryptionMode("DISABLED").build())
          .connectionPasswordEncryption(
              ConnectionPasswordEncryption.builder()
                  .returnConnectionPasswordEncrypted(false)
                  .build())
          .build();

  Connections(Context context) {
    this.context = context;
  }

  CreateConnectionResponse create(Call call, CreateConnectionRequest request) {
    Connection connection =
        Shapes.copy(request.connectionInput(), Connection.builder())
            .creationTime(context.now())
            .lastUpdatedTime(context.now())
            .lastUpdatedBy(call.caller().principal())
            .status(ConnectionStatus.READY)
            .build();
    connections.create(connection.name(), connection);
    return CreateConnectionResponse.builder()
        .createConnectionStatus(ConnectionStatus.READY)
        .build();
  }

  /**
   * @throws AwsError EntityNotFoundException when there is none of this name
   */
  void require(String name) {
    connections.find(name);
  }

  GetConnectionsResponse list(Call call, GetConnectionsRequest request) {
    boolean hides = Boolean.TRUE.equals(request.hidePassword());
    Page<String> page = connections.page(context, request, request.maxResults(), PAGE);
    return GetConnectionsResponse.builder()
        .connectionList(page.map(name -> shown(connections.find(name), hides)))
        .nextToken(page.nextToken())
        .build();
  }

  GetDataCatalogEncryptionSettingsResponse settings(
      Call call, GetDataCatalogEncryptionSettingsRequest request) {
    return GetDataCatalogEncryptionSettingsResponse.builder()
        .dataCatalogEncryptionSettings(settings)
        .build();
  }

  PutDataCatalogEncryptionSettingsResponse put(
      Call call, PutDataCatalogEncryptionSettingsRequest request) {
    settings = request.dataCatalogEncryptionSettings();
    return PutDataCatalogEncryptionSettingsResponse.builder().build();
  }

  private Connection shown(Connection connection, boolean hidesPassword) {
    Map<ConnectionPropertyKey, String> properties = new EnumMap<>(ConnectionPropertyKey.class);
    properties.putAll(connection.connectionProperties());
    String password = properties.get(ConnectionPropertyKey.PASSWORD);
    if (password == null) {
      return connection;
    }
    properties.remove(ConnectionPropertyKey.PASSWORD);
    if (!hidesPassword) {
      boolean encrypts =
          Boolean.TRUE.equals(
              settings.connectionPasswordEncryption().returnConnectionPasswordEncrypted());
      properties.put(
          encrypts ? ConnectionPropertyKey.ENCRYPTED_PASSWORD : ConnectionPropertyKey.PASSWORD,
          encrypts
              ? Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8))
              : password);
    }
    return connection.toBuilder().connectionProperties(properties).build();
  }
}
