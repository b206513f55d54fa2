package io.twinlake.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/**
 * Resources of kinds that Lake Formation knows and this SDK does not, such as one of a user-defined
 * function (aws-facts 20). The SDK would read them as empty and could not write them, so they
 * travel through it, whole, as the id of a catalog.
 */
public final class NewerResources implements ExecutionInterceptor {
  private static final String CARRIED = "newer resource ";

  private static final Set<String> KNOWN =
      Resource.builder().sdkFields().stream()
          .map(SdkField::locationName)
          .collect(Collectors.toUnmodifiableSet());

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The document, with its resource as the SDK can hold it. */
  public static ObjectNode wrap(ObjectNode document) {
    return each(document, NewerResources::wrapped);
  }

  /** The document, with its resource as Lake Formation gave it. */
  public static ObjectNode unwrap(ObjectNode document) {
    return each(document, NewerResources::unwrapped);
  }

  /** Whether the SDK knows the kind of a resource, one that is not wrapped. */
  private static boolean isKnown(JsonNode resource) {
    return resource.properties().stream().allMatch(member -> KNOWN.contains(member.getKey()));
  }

  private static ObjectNode each(ObjectNode document, UnaryOperator<JsonNode> change) {
    for (JsonNode parent : document.findParents("Resource")) {
      ((ObjectNode) parent).set("Resource", change.apply(parent.get("Resource")));
    }
    return document;
  }

  private static JsonNode wrapped(JsonNode resource) {
    if (!resource.isObject() || isKnown(resource)) {
      return resource;
    }
    ObjectNode carrier = MAPPER.createObjectNode();
    carrier.putObject("Catalog").put("Id", CARRIED + resource);
    return carrier;
  }

  private static JsonNode unwrapped(JsonNode resource) {
    String id = resource.path("Catalog").path("Id").asText("");
    try {
      return id.startsWith(CARRIED) ? MAPPER.readTree(id.substring(CARRIED.length())) : resource;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    boolean lists =
        attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME).startsWith("List")
            && context.httpResponse().isSuccessful();
    return lists ? context.responseBody().map(NewerResources::wrapped) : context.responseBody();
  }

  private static InputStream wrapped(InputStream answer) {
    try {
      byte[] text = answer.readAllBytes();
      return new ByteArrayInputStream(
          MAPPER.readTree(text) instanceof ObjectNode document
              ? MAPPER.writeValueAsBytes(wrap(document))
              : text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The answer is not JSON.", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The SDK has told the length of what it wrote. */
  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    Optional<RequestBody> body = context.requestBody();
    Optional<RequestBody> unwrapped = modifyHttpContent(context, attributes);
    return body.equals(unwrapped)
        ? context.httpRequest()
        : context.httpRequest().toBuilder()
            .putHeader(
                "Content-Length",
                String.valueOf(unwrapped.orElseThrow().optionalContentLength().orElseThrow()))
            .build();
  }

  @Override
  public Optional<RequestBody> modifyHttpContent(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    return context.requestBody().map(NewerResources::unwrapped);
  }

  private static RequestBody unwrapped(RequestBody body) {
    try (InputStream request = body.contentStreamProvider().newStream()) {
      String text = new String(request.readAllBytes(), StandardCharsets.UTF_8);
      return text.contains(CARRIED)
          ? RequestBody.fromString(
              unwrap((ObjectNode) MAPPER.readTree(text)).toString(), StandardCharsets.UTF_8)
          : body;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
