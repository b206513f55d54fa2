package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.Catalog;
import software.amazon.awssdk.services.glue.model.CreateCatalogRequest;
import software.amazon.awssdk.services.glue.model.CreateCatalogResponse;
import software.amazon.awssdk.services.glue.model.DeleteCatalogRequest;
import software.amazon.awssdk.services.glue.model.DeleteCatalogResponse;
import software.amazon.awssdk.services.glue.model.GetCatalogRequest;
import software.amazon.awssdk.services.glue.model.GetCatalogResponse;
import software.amazon.awssdk.services.glue.model.GetCatalogsRequest;
import software.amazon.awssdk.services.glue.model.GetCatalogsResponse;

/**
 * The operations on catalogs in the account's own, {@code 111122223333:name}. They hold no
 * databases here and have no children, so that Recursive changes nothing (aws-facts 11).
 */
final class Catalogs {
  private static final int PAGE = 1000;

  private final Context context;

  Catalogs(Context context) {
    this.context = context;
  }

  GetCatalogsResponse list(Call call, GetCatalogsRequest request) {
    String parent = id(request.parentCatalogId());
    boolean isRoot = parent.equals(account());
    if (!isRoot) {
      find(parent);
    }
    boolean includeRoot = Boolean.TRUE.equals(request.includeRoot());
    if (includeRoot && !isRoot) {
      throw AwsError.invalidInput("IncludeRoot goes with the account's own catalog only.");
    }
    Cursor cursor = Cursor.of(request);
    String after = cursor.after().isEmpty() ? "" : cursor.after().get(0);
    Stream<Catalog> root = includeRoot && after.isEmpty() ? Stream.of(root()) : Stream.of();
    Stream<Catalog> children =
        isRoot ? context.store().catalogs().tailMap(after, false).values().stream() : Stream.of();
    Iterator<Catalog> rest =
        Stream.concat(root, children.filter(each -> isSeen(call, each))).iterator();
    Page<Catalog> page =
        context.page(cursor, rest, request.maxResults(), PAGE, found -> List.of(found.catalogId()));
    return GetCatalogsResponse.builder()
        .catalogList(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  GetCatalogResponse get(Call call, GetCatalogRequest request) {
    String id = id(request.catalogId());
    Catalog found = id.equals(account()) ? root() : find(id);
    if (!id.equals(account()) && !isSeen(call, found)) {
      throw AwsError.accessDenied(
          "Insufficient Lake Formation permission(s): Required Describe on " + found.name());
    }
    return GetCatalogResponse.builder().catalog(found).build();
  }

  CreateCatalogResponse create(Call call, CreateCatalogRequest request) {
    context.rights().requireOnCatalog(call.caller(), "CREATE_CATALOG");
    String name = Names.fold(request.name());
    if (!name.matches("[^./\\\\]+") || name.startsWith("aws:")) {
      throw AwsError.invalidInput("Catalog name " + request.name() + " is not allowed.");
    }
    Catalog catalog =
        Shapes.copy(request.catalogInput(), Catalog.builder())
            .catalogId(account() + ":" + name)
            .name(name)
            .resourceArn(arn() + "/" + name)
            .createTime(context.now())
            .updateTime(context.now())
            .build();
    if (context.store().catalogs().putIfAbsent(catalog.catalogId(), catalog) != null) {
      throw AwsError.alreadyExists("Catalog " + name + " already exists.");
    }
    return CreateCatalogResponse.builder().build();
  }

  DeleteCatalogResponse delete(Call call, DeleteCatalogRequest request) {
    String id = id(request.catalogId());
    if (id.equals(account())) {
      throw AwsError.invalidInput("The account's own catalog cannot be deleted.");
    }
    Catalog found = find(id);
    context.rights().requireOnNestedCatalog(call.caller(), "DROP", found.catalogId());
    context.store().catalogs().remove(found.catalogId());
    context.rights().nestedCatalogDeleted(found.catalogId());
    return DeleteCatalogResponse.builder().build();
  }

  private boolean isSeen(Call call, Catalog catalog) {
    return context.rights().mayDescribeNestedCatalog(call.caller(), catalog.catalogId());
  }

  private String id(@Nullable String asked) {
    return asked == null ? account() : Names.fold(asked);
  }

  private Catalog find(String id) {
    Catalog found = context.store().catalogs().get(id);
    if (found == null) {
      throw AwsError.entityNotFound("Catalog " + id + " not found.");
    }
    return found;
  }

  private Catalog root() {
    return Catalog.builder().catalogId(account()).name(account()).resourceArn(arn()).build();
  }

  private String account() {
    return context.store().account();
  }

  private String arn() {
    return "arn:aws:glue:" + context.store().region() + ":" + account() + ":catalog";
  }
}
