package io.twinlake.standin.glue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.PojoJson;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Where a listing stands; opaque to the caller as NextToken.
 *
 * @param scope the request it belongs to; a token given with another request is refused
 * @param page counted from 0
 * @param after the key of the last item given, empty before the first
 */
record Cursor(int scope, int page, List<String> after) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @throws AwsError InvalidInputException when the request's token is not one given for it
   */
  static Cursor of(SdkPojo request) {
    ObjectNode body = PojoJson.encode(request);
    String token = body.path("NextToken").asText();
    body.remove(List.of("NextToken", "MaxResults"));
    int scope = (request.getClass().getSimpleName() + body).hashCode();
    if (token.isEmpty()) {
      return new Cursor(scope, 0, List.of());
    }
    Cursor cursor = parse(token);
    if (cursor.scope != scope) {
      throw invalid();
    }
    return cursor;
  }

  String token() {
    try {
      return Base64.getUrlEncoder().encodeToString(JSON.writeValueAsBytes(this));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  Cursor next(List<String> last) {
    return new Cursor(scope, page + 1, last);
  }

  private static Cursor parse(String token) {
    try {
      return JSON.readValue(Base64.getUrlDecoder().decode(token), Cursor.class);
    } catch (IOException | IllegalArgumentException e) {
      throw invalid();
    }
  }

  private static AwsError invalid() {
    return AwsError.invalidInput("Unable to parse the NextToken.");
  }
}
