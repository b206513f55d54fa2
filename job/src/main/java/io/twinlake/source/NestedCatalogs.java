package io.twinlake.source;

import io.twinlake.aws.AwsRegion;
import io.twinlake.model.CatalogObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The nested catalogs, read once however often they are asked for; so is a refusal. */
public final class NestedCatalogs {
  private final GlueSource glue;
  private @Nullable Supplier<Iterator<CatalogObject>> answer;

  public NestedCatalogs(AwsRegion region) {
    this.glue = new GlueSource(region);
  }

  public synchronized Iterator<CatalogObject> read() {
    Supplier<Iterator<CatalogObject>> known = answer == null ? list() : answer;
    answer = known;
    return known.get();
  }

  private Supplier<Iterator<CatalogObject>> list() {
    List<CatalogObject> found = new ArrayList<>();
    try {
      glue.catalogs().forEachRemaining(found::add);
      return found::iterator;
    } catch (AwsServiceException e) {
      return () -> {
        throw e;
      };
    }
  }
}
