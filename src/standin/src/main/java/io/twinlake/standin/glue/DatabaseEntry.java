package io.twinlake.standin.glue;

import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.UserDefinedFunction;

/** A stored database, or a resource link to one, with its tables. */
final class DatabaseEntry {
  private final NavigableMap<String, TableEntry> tables = new ConcurrentSkipListMap<>();
  private final Map<String, String> tags = new ConcurrentHashMap<>();
  private final NavigableMap<String, UserDefinedFunction> functions = new ConcurrentSkipListMap<>();
  private volatile Database definition;

  DatabaseEntry(Database definition) {
    this.definition = definition;
  }

  String name() {
    return definition.name();
  }

  Database definition() {
    return definition;
  }

  void define(Database replacement) {
    definition = replacement;
  }

  boolean isLink() {
    return definition.targetDatabase() != null;
  }

  NavigableMap<String, TableEntry> tables() {
    return tables;
  }

  NavigableMap<String, UserDefinedFunction> functions() {
    return functions;
  }

  Map<String, String> tags() {
    return tags;
  }
}
