package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.Compatibility;
import software.amazon.awssdk.services.glue.model.CreateRegistryRequest;
import software.amazon.awssdk.services.glue.model.CreateRegistryResponse;
import software.amazon.awssdk.services.glue.model.CreateSchemaRequest;
import software.amazon.awssdk.services.glue.model.CreateSchemaResponse;
import software.amazon.awssdk.services.glue.model.GetSchemaRequest;
import software.amazon.awssdk.services.glue.model.GetSchemaResponse;
import software.amazon.awssdk.services.glue.model.GetSchemaVersionRequest;
import software.amazon.awssdk.services.glue.model.GetSchemaVersionResponse;
import software.amazon.awssdk.services.glue.model.ListRegistriesRequest;
import software.amazon.awssdk.services.glue.model.ListRegistriesResponse;
import software.amazon.awssdk.services.glue.model.ListSchemaVersionsRequest;
import software.amazon.awssdk.services.glue.model.ListSchemaVersionsResponse;
import software.amazon.awssdk.services.glue.model.ListSchemasRequest;
import software.amazon.awssdk.services.glue.model.ListSchemasResponse;
import software.amazon.awssdk.services.glue.model.RegisterSchemaVersionRequest;
import software.amazon.awssdk.services.glue.model.RegisterSchemaVersionResponse;
import software.amazon.awssdk.services.glue.model.RegistryId;
import software.amazon.awssdk.services.glue.model.RegistryListItem;
import software.amazon.awssdk.services.glue.model.RegistryStatus;
import software.amazon.awssdk.services.glue.model.SchemaId;
import software.amazon.awssdk.services.glue.model.SchemaListItem;
import software.amazon.awssdk.services.glue.model.SchemaReference;
import software.amazon.awssdk.services.glue.model.SchemaStatus;
import software.amazon.awssdk.services.glue.model.SchemaVersionListItem;
import software.amazon.awssdk.services.glue.model.SchemaVersionStatus;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;

/** The schema registry: registries, their schemas and the schemas' versions (aws-facts 12). */
final class Schemas {
  private static final int PAGE = 25;

  private record Entry(GetSchemaResponse schema, List<GetSchemaVersionResponse> versions) {}

  private final Context context;
  private final Named<RegistryListItem> registries = new Named<>("Registry");
  private final Named<Entry> schemas = new Named<>("Schema");

  Schemas(Context context) {
    this.context = context;
  }

  CreateRegistryResponse createRegistry(Call call, CreateRegistryRequest request) {
    String name = request.registryName();
    RegistryListItem registry =
        Shapes.copy(request, RegistryListItem.builder())
            .registryArn(arn("registry/" + name))
            .status(RegistryStatus.AVAILABLE)
            .createdTime(context.now().toString())
            .updatedTime(context.now().toString())
            .build();
    registries.create(name, registry);
    return CreateRegistryResponse.builder()
        .registryName(name)
        .registryArn(registry.registryArn())
        .build();
  }

  ListRegistriesResponse registries(Call call, ListRegistriesRequest request) {
    Page<String> page = registries.page(context, request, request.maxResults(), PAGE);
    return ListRegistriesResponse.builder()
        .registries(page.map(registries::find))
        .nextToken(page.nextToken())
        .build();
  }

  CreateSchemaResponse create(Call call, CreateSchemaRequest request) {
    RegistryListItem registry = registries.find(name(request.registryId()));
    String path = registry.registryName() + "/" + request.schemaName();
    GetSchemaResponse schema =
        Shapes.copy(request, GetSchemaResponse.builder())
            .registryName(registry.registryName())
            .registryArn(registry.registryArn())
            .schemaArn(arn("schema/" + path))
            .compatibility(
                request.compatibility() == null ? Compatibility.BACKWARD : request.compatibility())
            .schemaCheckpoint(1L)
            .schemaStatus(SchemaStatus.AVAILABLE)
            .createdTime(context.now().toString())
            .updatedTime(context.now().toString())
            .build();
    schemas.create(path, new Entry(schema, new ArrayList<>()));
    if (request.schemaDefinition() != null) {
      register(schemas.find(path), request.schemaDefinition());
    }
    return Shapes.copy(schema, CreateSchemaResponse.builder()).build();
  }

  ListSchemasResponse list(Call call, ListSchemasRequest request) {
    String of =
        request.registryId() == null
            ? ""
            : registries.find(name(request.registryId())).registryName() + "/";
    Cursor cursor = Cursor.of(request);
    String after = cursor.after().isEmpty() ? "" : cursor.after().get(0);
    Stream<String> paths =
        schemas.objects().tailMap(after, false).keySet().stream().filter(p -> p.startsWith(of));
    Page<String> page =
        context.page(cursor, paths.iterator(), request.maxResults(), PAGE, List::of);
    return ListSchemasResponse.builder()
        .schemas(
            page.map(
                path -> Shapes.copy(schemas.find(path).schema(), SchemaListItem.builder()).build()))
        .nextToken(page.nextToken())
        .build();
  }

  GetSchemaResponse get(Call call, GetSchemaRequest request) {
    Entry found = find(request.schemaId());
    long latest = found.versions().size();
    return found.schema().toBuilder()
        .latestSchemaVersion(latest)
        .nextSchemaVersion(latest + 1)
        .build();
  }

  RegisterSchemaVersionResponse register(Call call, RegisterSchemaVersionRequest request) {
    Entry entry = find(request.schemaId());
    if (entry.schema().compatibility() == Compatibility.DISABLED && !entry.versions().isEmpty()) {
      throw AwsError.invalidInput("Compatibility DISABLED allows no further version.");
    }
    GetSchemaVersionResponse version = register(entry, request.schemaDefinition());
    return RegisterSchemaVersionResponse.builder()
        .schemaVersionId(version.schemaVersionId())
        .versionNumber(version.versionNumber())
        .status(version.status())
        .build();
  }

  /** A definition that is there already keeps its id. */
  private GetSchemaVersionResponse register(Entry entry, String definition) {
    Optional<GetSchemaVersionResponse> known =
        entry.versions().stream().filter(v -> v.schemaDefinition().equals(definition)).findFirst();
    if (known.isPresent()) {
      return known.get();
    }
    GetSchemaVersionResponse version =
        GetSchemaVersionResponse.builder()
            .schemaVersionId(UUID.randomUUID().toString())
            .schemaDefinition(definition)
            .dataFormat(entry.schema().dataFormat())
            .schemaArn(entry.schema().schemaArn())
            .versionNumber(entry.versions().size() + 1L)
            .status(SchemaVersionStatus.AVAILABLE)
            .createdTime(context.now().toString())
            .build();
    entry.versions().add(version);
    return version;
  }

  ListSchemaVersionsResponse versions(Call call, ListSchemaVersionsRequest request) {
    List<GetSchemaVersionResponse> versions = find(request.schemaId()).versions();
    Cursor cursor = Cursor.of(request);
    int from = cursor.after().isEmpty() ? 0 : Integer.parseInt(cursor.after().get(0));
    Iterator<Integer> rest = IntStream.range(from, versions.size()).boxed().iterator();
    Page<Integer> page =
        context.page(
            cursor, rest, request.maxResults(), PAGE, index -> List.of(String.valueOf(index + 1)));
    return ListSchemaVersionsResponse.builder()
        .schemas(
            page.map(
                index -> Shapes.copy(versions.get(index), SchemaVersionListItem.builder()).build()))
        .nextToken(page.nextToken())
        .build();
  }

  GetSchemaVersionResponse version(Call call, GetSchemaVersionRequest request) {
    return version(
        version ->
            request.schemaVersionNumber() == null
                ? version.schemaVersionId().equals(request.schemaVersionId())
                : version.versionNumber().equals(request.schemaVersionNumber().versionNumber()),
        request.schemaId() == null ? schemas.objects() : Map.of("", find(request.schemaId())));
  }

  /**
   * What a table or partition refers to is there, and in this region.
   *
   * @throws AwsError EntityNotFoundException when it is not
   */
  void require(@Nullable StorageDescriptor storage) {
    SchemaReference reference = storage == null ? null : storage.schemaReference();
    if (reference != null && reference.schemaVersionId() != null) {
      version(v -> v.schemaVersionId().equals(reference.schemaVersionId()), schemas.objects());
    } else if (reference != null) {
      Entry schema = find(reference.schemaId());
      version(v -> v.versionNumber().equals(reference.schemaVersionNumber()), Map.of("", schema));
    }
  }

  private static GetSchemaVersionResponse version(
      Predicate<GetSchemaVersionResponse> which, Map<String, Entry> where) {
    return where.values().stream()
        .flatMap(entry -> entry.versions().stream())
        .filter(which)
        .findFirst()
        .orElseThrow(() -> AwsError.entityNotFound("Schema version is not found."));
  }

  private Entry find(@Nullable SchemaId id) {
    if (id == null) {
      throw AwsError.invalidInput("SchemaId is missing.");
    }
    if (id.schemaArn() == null) {
      return schemas.find(id.registryName() + "/" + id.schemaName());
    }
    String begin = arn("schema/");
    return schemas.find(
        id.schemaArn().startsWith(begin)
            ? id.schemaArn().substring(begin.length())
            : id.schemaArn());
  }

  /** Without any, the default registry is meant, which is there only when somebody made it. */
  private static String name(@Nullable RegistryId id) {
    if (id == null) {
      return "default-registry";
    }
    return id.registryArn() == null
        ? id.registryName()
        : id.registryArn().substring(id.registryArn().lastIndexOf('/') + 1);
  }

  private String arn(String path) {
    return "arn:aws:glue:"
        + context.store().region()
        + ":"
        + context.store().account()
        + ":"
        + path;
  }
}
