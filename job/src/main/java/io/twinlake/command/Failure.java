package io.twinlake.command;

import com.google.common.base.Throwables;
import io.twinlake.model.UserError;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What stopped a run, in a sentence for the person who has to mend it. */
final class Failure {
  /** How the SDK's clients appear in a stack trace. */
  private static final Pattern CLIENT = Pattern.compile(".*\\.Default(\\w+)Client");

  private static final Set<String> CREDENTIALS =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "SignatureDoesNotMatch",
          "InvalidSignatureException",
          "UnrecognizedClientException");

  private Failure() {}

  static UserError explain(RuntimeException error) {
    List<Throwable> chain = Throwables.getCausalChain(error);
    for (Throwable cause : chain) {
      if (cause instanceof UserError known) {
        return known;
      }
      if (cause instanceof AwsServiceException refused) {
        return UserError.failed(ofService(refused), error);
      }
      if (cause instanceof SdkClientException unsent) {
        return UserError.failed(ofClient(unsent), error);
      }
    }
    return UserError.failed(
        "Twinlake met something it did not expect (%s); run it with --debug and report the trace."
            .formatted(error),
        error);
  }

  /** As {@link #explain}, without what to do. */
  static String said(RuntimeException error) {
    return String.valueOf(explain(error).getMessage()).replaceFirst("; .*$", "");
  }

  private static String ofService(AwsServiceException refused) {
    String operation = operation(refused).orElse("AWS");
    String code = refused.awsErrorDetails() == null ? "" : refused.awsErrorDetails().errorCode();
    String message =
        refused.awsErrorDetails() == null ? "" : refused.awsErrorDetails().errorMessage();
    String what =
        "%s answered %s %s".formatted(operation, code, message).strip().replaceFirst("\\.$", "");
    if (CREDENTIALS.contains(code)) {
      return what + "; sign in again, or name another --profile.";
    }
    if (refused.statusCode() == 403 || code.equals("AccessDeniedException")) {
      return what + "; give the caller that permission in IAM and, if need be, Lake Formation.";
    }
    return what + "; what is done stays: run it again when the cause is gone.";
  }

  private static String ofClient(SdkClientException unsent) {
    String operation = operation(unsent).orElse("AWS");
    String message = String.valueOf(unsent.getMessage());
    if (message.toLowerCase(Locale.ROOT).contains("credentials")) {
      return "No AWS credentials were found; set AWS_PROFILE or AWS_ACCESS_KEY_ID, or name a"
          + " --profile.";
    }
    if (message.startsWith("Profile") || message.contains("profile file")) {
      return message.replaceFirst("\\.$", "") + "; name a --profile that ~/.aws/config has.";
    }
    boolean unreachable =
        Throwables.getCausalChain(unsent).stream()
            .anyMatch(e -> e instanceof ConnectException || e instanceof UnknownHostException);
    return unreachable
        ? "%s could not be reached (%s); check the network, the region and --endpoint-url."
            .formatted(operation, Throwables.getRootCause(unsent).getMessage())
        : "%s got no answer (%s); what is done stays: run it again.".formatted(operation, message);
  }

  /** The service and operation, e.g. {@code Glue GetTables}, as the stack trace shows them. */
  private static Optional<String> operation(Throwable error) {
    return Arrays.stream(error.getStackTrace())
        .flatMap(frame -> operation(frame).stream())
        .findFirst();
  }

  private static Optional<String> operation(StackTraceElement frame) {
    Matcher client = CLIENT.matcher(frame.getClassName());
    String method = frame.getMethodName();
    return client.matches() && !method.contains("$")
        ? Optional.of(
            client.group(1)
                + " "
                + method.substring(0, 1).toUpperCase(Locale.ROOT)
                + method.substring(1))
        : Optional.empty();
  }
}
