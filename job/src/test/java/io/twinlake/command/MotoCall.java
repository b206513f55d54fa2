package io.twinlake.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call as moto recorded it.
 *
 * @param service as it was signed for, e.g. {@code glue}
 * @param operation AWS's name of it; of S3, the method and the path
 */
record MotoCall(String service, String region, String operation) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SCOPE = Pattern.compile("Credential=[^/]+/\\d+/([^/]+)/([^/]+)/");
  private static final Pattern READ = Pattern.compile("(Get|List|Describe|BatchGet|GET |HEAD ).*");

  /**
   * @param line of the recording
   */
  static MotoCall of(String line) {
    JsonNode call = parsed(line);
    JsonNode headers = call.path("headers");
    Matcher scope = SCOPE.matcher(headers.path("Authorization").asText());
    if (!scope.find()) {
      throw new AssertionError("This call is not signed: " + line);
    }
    String path = URI.create(call.path("url").asText()).getPath();
    String operation =
        switch (scope.group(2)) {
          case "glue" -> headers.path("X-Amz-Target").asText().replace("AWSGlue.", "");
          case "lakeformation" -> path.substring(1);
          case "s3" -> call.path("method").asText() + " " + path;
          default -> "GetCallerIdentity";
        };
    return new MotoCall(scope.group(2), scope.group(1), operation);
  }

  boolean isWrite() {
    return !READ.matcher(operation).matches();
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }
}
