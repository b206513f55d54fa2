package io.twinlake.standin;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.HttpRequest;
import io.twinlake.standin.wire.HttpResponse;
import io.twinlake.standin.wire.Service;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One call carried out, with the faults it meets, logged and told to the listeners. */
record Performance(World world, Service service, Call call, HttpRequest request)
    implements Supplier<Optional<HttpResponse>> {
  private static final String CLOSED = "ConnectionClosed";
  private static final String ANSWER_LOST = "AnswerLost";

  @Override
  public Optional<HttpResponse> get() {
    if (isCutOff()) {
      return log(CLOSED, Optional.empty());
    }
    List<Faults.Effect> effects = world.faults().next(call);
    effects.forEach(Performance::delay);
    if (effects.contains(Faults.Effect.KILL)) {
      return log(CLOSED, Optional.empty());
    }
    Answer answer = answer(effects);
    return effects.contains(Faults.Effect.LOSE)
        ? log(ANSWER_LOST, Optional.empty())
        : log(answer.error(), Optional.of(answer.response()));
  }

  private record Answer(HttpResponse response, String error) {}

  private Answer answer(List<Faults.Effect> effects) {
    try {
      effects.forEach(Performance::refuse);
      return new Answer(service.answer(call, request), "");
    } catch (AwsError error) {
      return new Answer(service.refusal(error, request), error.code());
    } catch (RuntimeException bug) {
      AwsError error = new AwsError("InternalFailure", 500, "The stand-in failed: " + trace(bug));
      return new Answer(service.refusal(error, request), error.code());
    }
  }

  private boolean isCutOff() {
    return Stream.concat(Stream.of(call.region()), service.regionsTouched(request).stream())
        .anyMatch(world.cutOff()::isCut);
  }

  private static void delay(Faults.Effect effect) {
    if (effect instanceof Faults.Delay delay) {
      try {
        Thread.sleep(delay.millis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void refuse(Faults.Effect effect) {
    if (effect instanceof Faults.Refuse refusal) {
      throw refusal.error();
    }
  }

  private Optional<HttpResponse> log(String error, Optional<HttpResponse> response) {
    CallLog.Entry entry = new CallLog.Entry(call, service.subject(request), error);
    world.calls().add(entry);
    world.listeners().tell(entry);
    return response;
  }

  private static String trace(RuntimeException bug) {
    StringWriter text = new StringWriter();
    bug.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
