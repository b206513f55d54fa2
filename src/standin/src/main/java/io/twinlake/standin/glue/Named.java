package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The objects of one kind that belong to no database, by name.
 *
 * @param kind for messages
 */
record Named<T>(String kind, NavigableMap<String, T> objects) {
  Named(String kind) {
    this(kind, new ConcurrentSkipListMap<>());
  }

  void create(String name, T object) {
    if (objects.putIfAbsent(name, object) != null) {
      throw AwsError.alreadyExists(kind + " " + name + " already exists.");
    }
  }

  T find(@Nullable String name) {
    return Optional.ofNullable(name)
        .map(objects::get)
        .orElseThrow(() -> AwsError.entityNotFound(kind + " " + name + " not found."));
  }

  /**
   * @param most items of a page when nothing is asked
   */
  Page<String> page(Context context, SdkPojo request, @Nullable Integer asked, int most) {
    Cursor cursor = Cursor.of(request);
    String after = cursor.after().isEmpty() ? "" : cursor.after().get(0);
    return context.page(
        cursor, objects.tailMap(after, false).keySet().iterator(), asked, most, List::of);
  }
}
