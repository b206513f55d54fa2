package io.twinlake.standin.glue;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.glue.model.ResourceAction;
import software.amazon.awssdk.services.glue.model.ResourceState;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableStatus;

/**
 * A creation or update of a view, which goes on after its call was answered. Every look at its
 * status takes it one step on.
 *
 * @param requested what the table becomes if it succeeds
 * @param error why it failed, once it has
 */
record ViewChange(
    ResourceAction action,
    Table requested,
    ResourceState state,
    String requestedBy,
    Instant requestTime,
    Optional<String> error) {
  static ViewChange queued(
      ResourceAction action, Table requested, String requestedBy, Instant requestTime) {
    return new ViewChange(
        action, requested, ResourceState.QUEUED, requestedBy, requestTime, Optional.empty());
  }

  boolean isSettled() {
    return state == ResourceState.SUCCESS || state == ResourceState.FAILED;
  }

  boolean isFailedCreation() {
    return action == ResourceAction.CREATE && state == ResourceState.FAILED;
  }

  ViewChange inProgress() {
    return with(ResourceState.IN_PROGRESS, Optional.empty());
  }

  ViewChange settled(Optional<String> refusal) {
    return with(refusal.isPresent() ? ResourceState.FAILED : ResourceState.SUCCESS, refusal);
  }

  private ViewChange with(ResourceState next, Optional<String> why) {
    return new ViewChange(action, requested, next, requestedBy, requestTime, why);
  }

  TableStatus status() {
    TableStatus.Builder status =
        TableStatus.builder()
            .action(action)
            .state(state)
            .requestedBy(requestedBy)
            .updatedBy(requestedBy)
            .requestTime(requestTime)
            .updateTime(requestTime);
    error.ifPresent(
        why -> status.error(e -> e.errorCode("InvalidInputException").errorMessage(why)));
    return status.build();
  }
}
