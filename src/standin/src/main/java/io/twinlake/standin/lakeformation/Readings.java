package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.function.BiFunction;

/** How AWS is taken where its documentation leaves a question, or regions differ. */
final class Readings {
  volatile boolean supportsRowPolicies = true;
  volatile boolean readOnlyAdminsSeeRowPolicies = true;
  volatile boolean listsFiltersOfAllTables = true;
  volatile boolean listsFilterGrantsUnfiltered = true;
  volatile boolean takesSetContext = true;

  /**
   * The operation where the region has row-level security. Another region does not know its path,
   * which REST-JSON services answer with 404.
   */
  <Q, A> BiFunction<Call, Q, A> ofRowPolicies(BiFunction<Call, Q, A> operation) {
    return (call, request) -> {
      if (!supportsRowPolicies) {
        throw new AwsError(
            "UnknownOperationException",
            404,
            "The requested operation is not supported in the called region.");
      }
      return operation.apply(call, request);
    };
  }
}
