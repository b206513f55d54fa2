package io.twinlake.model;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What became of one object.
 *
 * @param reason one sentence: why skipped or failed, or what differed; empty when there is nothing
 *     to say
 */
public record ObjectResult(ObjectKey key, Outcome outcome, String reason) {
  /** One line of the file of objects that were not fine; the key's members make it valid input. */
  public ObjectNode toJson() {
    return key.toJson().put("outcome", outcome.word()).put("reason", reason);
  }
}
