package io.twinlake.standin.wire;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The AWS Query protocol: a form in, XML out. */
public final class Query {
  private static final String XML = "text/xml";

  private Query() {}

  public static Map<String, String> form(HttpRequest request) {
    return Percent.decodeQuery(request.text());
  }

  /**
   * @throws AwsError MissingParameter
   */
  public static String parameter(HttpRequest request, String name) {
    return Optional.ofNullable(form(request).get(name))
        .orElseThrow(
            () -> AwsError.of("MissingParameter", "The parameter " + name + " is missing."));
  }

  public static HttpResponse answer(String namespace, String operation, Xml result) {
    Xml metadata = new Xml("ResponseMetadata").text("RequestId", UUID.randomUUID());
    Xml root = Xml.root(operation + "Response", namespace).child(result).child(metadata);
    return HttpResponse.of(200, XML, root.document());
  }

  public static HttpResponse refusal(String namespace, AwsError error) {
    Xml detail =
        new Xml("Error")
            .text("Type", error.status() < 500 ? "Sender" : "Receiver")
            .text("Code", error.code())
            .text("Message", String.valueOf(error.getMessage()));
    Xml root = Xml.root("ErrorResponse", namespace).child(detail);
    return HttpResponse.of(
        error.status(), XML, root.text("RequestId", UUID.randomUUID()).document());
  }

  public static AwsError unknown(String operation) {
    return AwsError.of("InvalidAction", "No operation " + operation + ".");
  }
}
