package io.twinlake.standin.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A service of AWS JSON 1.1 (operation in X-Amz-Target) or of REST-JSON (operation in the path).
 */
public final class JsonService implements Service {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String contentType;
  private final Function<HttpRequest, String> operationOf;
  private final Function<Call, Operations> operations;
  private final BiConsumer<Call, ObjectNode> authorise;

  private JsonService(
      String contentType,
      Function<HttpRequest, String> operationOf,
      Function<Call, Operations> operations,
      BiConsumer<Call, ObjectNode> authorise) {
    this.contentType = contentType;
    this.operationOf = operationOf;
    this.operations = operations;
    this.authorise = authorise;
  }

  /**
   * @param prefix of X-Amz-Target, e.g. {@code AWSGlue}
   * @param operations those of the call's account and region
   * @param authorise throws when the caller may not
   */
  public static JsonService json11(
      String prefix,
      Function<Call, Operations> operations,
      BiConsumer<Call, ObjectNode> authorise) {
    return new JsonService(
        "application/x-amz-json-1.1",
        request -> afterPrefix(prefix + ".", request.header("x-amz-target").orElse("")),
        operations,
        authorise);
  }

  /** As {@link #json11}, with {@code POST /<Operation>}. */
  public static JsonService restJson(
      Function<Call, Operations> operations, BiConsumer<Call, ObjectNode> authorise) {
    return new JsonService(
        "application/json", request -> afterPrefix("/", request.rawPath()), operations, authorise);
  }

  private static String afterPrefix(String prefix, String text) {
    if (!text.startsWith(prefix) || text.length() == prefix.length()) {
      throw AwsError.of("UnknownOperationException", "No operation in \"" + text + "\".");
    }
    return text.substring(prefix.length());
  }

  @Override
  public String operation(HttpRequest request) {
    return operationOf.apply(request);
  }

  @Override
  public String subject(HttpRequest request) {
    ObjectNode body = parse(request);
    return Stream.of("DatabaseName", "TableName", "Name", "TagKey", "ResourceArn")
        .map(body::path)
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .collect(Collectors.joining("/"));
  }

  @Override
  public HttpResponse answer(Call call, HttpRequest request) {
    ObjectNode body = parse(request);
    authorise.accept(call, body);
    ObjectNode answer = operations.apply(call).invoke(call, body);
    return HttpResponse.of(200, contentType, answer.toString());
  }

  @Override
  public HttpResponse refusal(AwsError error, HttpRequest request) {
    ObjectNode body = MAPPER.createObjectNode();
    body.put("__type", error.code());
    body.put("message", error.getMessage());
    return HttpResponse.of(error.status(), contentType, body.toString())
        .with("x-amzn-ErrorType", error.code());
  }

  private static ObjectNode parse(HttpRequest request) {
    String text = request.text().isBlank() ? "{}" : request.text();
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw AwsError.of("SerializationException", "The body is not JSON.");
    }
    throw AwsError.of("SerializationException", "The body is not a JSON object.");
  }
}
