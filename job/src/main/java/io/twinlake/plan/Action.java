package io.twinlake.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.ObjectResult;

/**
 * One thing to do.
 *
 * @param input what to write, in the shape of the write call's input; empty for deletions
 * @param reason why, for people: what differs, or why it is skipped
 */
public record Action(Op op, ObjectKey key, ObjectNode input, String reason) {
  public static Action create(ObjectKey key, ObjectNode input) {
    return new Action(Op.CREATE, key, input, "");
  }

  public static Action update(ObjectKey key, ObjectNode input, String reason) {
    return new Action(Op.UPDATE, key, input, reason);
  }

  public static Action replace(ObjectKey key, ObjectNode input, String reason) {
    return new Action(Op.REPLACE, key, input, reason);
  }

  public static Action delete(ObjectKey key, String reason) {
    return new Action(Op.DELETE, key, JsonNodeFactory.instance.objectNode(), reason);
  }

  /** A deletion that AWS wants told in full, e.g. a revoke. */
  public static Action delete(ObjectKey key, ObjectNode input, String reason) {
    return new Action(Op.DELETE, key, input, reason);
  }

  public static Action none(ObjectKey key) {
    return new Action(Op.NONE, key, JsonNodeFactory.instance.objectNode(), "");
  }

  public static Action skip(ObjectKey key, String reason) {
    return new Action(Op.SKIP, key, JsonNodeFactory.instance.objectNode(), reason);
  }

  public static Action refuse(ObjectKey key, String reason) {
    return new Action(Op.REFUSE, key, JsonNodeFactory.instance.objectNode(), reason);
  }

  public boolean writes() {
    return op.writes();
  }

  /** The object's result if the action works. */
  public ObjectResult result() {
    return new ObjectResult(key, op.outcome(), reason);
  }
}
