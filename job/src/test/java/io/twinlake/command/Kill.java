package io.twinlake.command;

import io.twinlake.standin.CallLog;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import io.twinlake.standin.StandIn;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** After its nth write in the catalog or its permissions, a run reaches nothing any more. */
final class Kill implements Consumer<CallLog.Entry> {
  private final StandIn aws;
  private final int nth;
  private final AtomicInteger writes = new AtomicInteger();

  Kill(StandIn aws, int nth) {
    this.aws = aws;
    this.nth = nth;
  }

  @Override
  public void accept(CallLog.Entry entry) {
    boolean counts = entry.error().isEmpty() && !entry.call().service().equals("s3");
    if (counts && writes.incrementAndGet() == nth) {
      aws.faults().inject(Fault.ACCESS_DENIED, CallPattern.any().always());
    }
  }

  int writes() {
    return writes.get();
  }
}
