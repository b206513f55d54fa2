package io.twinlake.standin.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkPojo;

/** The operations of one JSON service by name, each from decoded request to answer. */
public final class Operations {
  private final Map<String, BiFunction<Call, ObjectNode, ObjectNode>> byName =
      new LinkedHashMap<>();

  /**
   * Registers an operation, e.g. {@code on("GetTable", GetTableRequest::builder, this::getTable)}.
   */
  public <Q extends SdkPojo, A extends SdkPojo> Operations on(
      String operation, Supplier<? extends SdkPojo> request, BiFunction<Call, Q, A> handler) {
    byName.put(
        operation,
        (call, body) -> PojoJson.encode(handler.apply(call, PojoJson.decode(body, request.get()))));
    return this;
  }

  /** From now on the operation takes its requests as the change leaves them. */
  public Operations prepare(String operation, UnaryOperator<ObjectNode> change) {
    byName.computeIfPresent(
        operation,
        (name, before) -> (call, body) -> before.apply(call, change.apply(body.deepCopy())));
    return this;
  }

  /** Changes the answers of an operation in a way that the SDK's own shapes cannot. */
  public interface Edit {
    ObjectNode edited(Call call, ObjectNode request, ObjectNode answer);
  }

  /** From now on the operation's answers go through the edit. */
  public Operations edit(String operation, Edit edit) {
    byName.computeIfPresent(
        operation,
        (name, before) -> (call, body) -> edit.edited(call, body, before.apply(call, body)));
    return this;
  }

  public Set<String> names() {
    return byName.keySet();
  }

  /**
   * @throws AwsError UnknownOperationException when the stand-in does not have the operation
   */
  public ObjectNode invoke(Call call, ObjectNode body) {
    BiFunction<Call, ObjectNode, ObjectNode> operation = byName.get(call.operation());
    if (operation == null) {
      throw AwsError.of("UnknownOperationException", "No operation " + call.operation() + ".");
    }
    return operation.apply(call, body);
  }
}
