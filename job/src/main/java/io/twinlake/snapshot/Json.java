package io.twinlake.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How this package's values look as JSON. */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          // Numbers come back as the nodes that io.twinlake.aws.Documents makes of the SDK's
          // values.
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .addModule(
              new SimpleModule()
                  .addSerializer(new InstantWriter())
                  .addDeserializer(Instant.class, new InstantReader())
                  .addSerializer(new KeyWriter())
                  .addDeserializer(ObjectKey.class, new KeyReader())
                  .addSerializer(Kind.class, ToStringSerializer.instance)
                  .addDeserializer(Kind.class, new KindReader()))
          .build();

  /** One record a line. */
  static final ObjectWriter LINE = MAPPER.writer();

  /** For files that people read: the same text on every machine. */
  static final ObjectWriter PRETTY = MAPPER.writer(prettyPrinter());

  /** Reads records, one after another. */
  static final ObjectReader RECORDS = MAPPER.readerFor(ObjectNode.class);

  private Json() {}

  /** Reads one value, and nothing after it. */
  static ObjectReader only(Class<?> type) {
    return MAPPER.readerFor(type).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /**
   * Reads one object, and nothing after it.
   *
   * @throws IOException when this is none
   */
  static ObjectNode object(byte[] text) throws IOException {
    if (only(JsonNode.class).<@Nullable JsonNode>readValue(text) instanceof ObjectNode object) {
      return object;
    }
    throw new IOException("The text is not a JSON object.");
  }

  /** A value as an object of its members. */
  static ObjectNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  private static DefaultPrettyPrinter prettyPrinter() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
  }

  private static final class InstantWriter extends StdSerializer<Instant> {
    InstantWriter() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(value.toString());
    }
  }

  private static final class InstantReader extends StdDeserializer<Instant> {
    InstantReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      String text = json.getValueAsString("");
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        throw context.weirdStringException(text, Instant.class, "not an ISO-8601 time");
      }
    }
  }

  private static final class KeyWriter extends StdSerializer<ObjectKey> {
    KeyWriter() {
      super(ObjectKey.class);
    }

    @Override
    public void serialize(ObjectKey value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(value.toJson(), json);
    }
  }

  private static final class KeyReader extends StdDeserializer<ObjectKey> {
    KeyReader() {
      super(ObjectKey.class);
    }

    @Override
    public ObjectKey deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      return ObjectKey.fromJson(context.readValue(json, ObjectNode.class));
    }
  }

  private static final class KindReader extends FromStringDeserializer<Kind> {
    KindReader() {
      super(Kind.class);
    }

    @Override
    protected Kind _deserialize(String name, DeserializationContext context) {
      return new Kind(name);
    }
  }
}
