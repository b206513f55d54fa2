package io.twinlake.model;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A catalog object: its identity and its complete definition, member by member as AWS names them.
 * Absent, empty and set members stay different. Timestamps are ISO-8601, blobs base64.
 */
public record CatalogObject(ObjectKey key, ObjectNode definition) {
  /** The record as one line of a snapshot part: the key's members, then {@code definition}. */
  public ObjectNode toJson() {
    ObjectNode json = key.toJson();
    json.set("definition", definition);
    return json;
  }

  /**
   * @throws IllegalArgumentException when the record has no kind or no definition object
   */
  public static CatalogObject fromJson(ObjectNode json) {
    if (json.get("definition") instanceof ObjectNode definition) {
      return new CatalogObject(ObjectKey.fromJson(json), definition);
    }
    throw new IllegalArgumentException("A record needs a definition: " + json);
  }
}
