package io.twinlake.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.Canonical;
import java.lang.reflect.InvocationTargetException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TraitType;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;

/** Every shape that a Glue or Lake Formation operation takes. */
class DocumentsTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEPEST = 8;

  /** Made up by the SDK for a call that has none. */
  private static final String TOKEN = "ClientToken";

  /** A request of each operation, found by its method. */
  static Stream<Class<?>> requests() {
    Set<String> seen = new TreeSet<>();
    return Stream.of(GlueClient.class, LakeFormationClient.class)
        .flatMap(client -> Stream.of(client.getMethods()))
        .filter(method -> method.getParameterCount() == 1)
        .<Class<?>>map(method -> method.getParameterTypes()[0])
        .filter(SdkPojo.class::isAssignableFrom)
        .filter(type -> seen.add(type.getName()));
  }

  private static Supplier<SdkPojo> builder(Class<?> shape) {
    return () -> {
      try {
        return (SdkPojo) shape.getMethod("builder").invoke(null);
      } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  @ParameterizedTest
  @MethodSource("requests")
  void keepsEverySetMember(Class<?> shape) {
    ObjectNode document = document(builder(shape).get(), true, 0);
    assertReturns(shape, document);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void keepsEmptyListsMapsAndStructuresApartFromAbsentOnes(Class<?> shape) {
    assertReturns(shape, document(builder(shape).get(), false, 0));
    assertReturns(shape, JSON.objectNode());
  }

  @ParameterizedTest
  @MethodSource("requests")
  void leavesOutWhatTheShapeLacksAndPrunesAlike(Class<?> shape) {
    ObjectNode document = document(builder(shape).get(), true, 0);
    ObjectNode more = document.deepCopy().put("NoSuchMember", "x");
    assertReturnsAs(shape, more, document);
    assertThat(Canonical.text(Shape.of(builder(shape)).prune(more)))
        .isEqualTo(Canonical.text(document));
  }

  private static void assertReturns(Class<?> shape, ObjectNode document) {
    assertReturnsAs(shape, document, document);
  }

  private static void assertReturnsAs(Class<?> shape, ObjectNode document, ObjectNode expected) {
    ObjectNode written = Documents.intersect(document, builder(shape));
    if (!expected.has(TOKEN)) {
      written.remove(TOKEN);
    }
    assertThat(Canonical.text(written)).isEqualTo(Canonical.text(expected));
  }

  /**
   * @param filled whether lists, maps and structures have something in them
   */
  private static ObjectNode document(SdkPojo pojo, boolean filled, int depth) {
    ObjectNode document = JSON.objectNode();
    Set<String> names = new HashSet<>();
    for (SdkField<?> field : pojo.sdkFields()) {
      if (names.add(field.locationName())) {
        document.set(field.locationName(), value(field, filled, depth));
      }
    }
    return document;
  }

  private static JsonNode value(SdkField<?> field, boolean filled, int depth) {
    MarshallingType<?> type = field.marshallingType();
    boolean deeper = filled && depth < DEEPEST;
    if (type == MarshallingType.SDK_POJO) {
      return deeper ? document(field.constructor().get(), true, depth + 1) : JSON.objectNode();
    }
    if (type == MarshallingType.LIST) {
      SdkField<?> member =
          field.getRequiredTrait(ListTrait.class, TraitType.LIST_TRAIT).memberFieldInfo();
      return deeper ? JSON.arrayNode().add(value(member, true, depth + 1)) : JSON.arrayNode();
    }
    if (type == MarshallingType.MAP) {
      SdkField<?> member =
          field.getRequiredTrait(MapTrait.class, TraitType.MAP_TRAIT).valueFieldInfo();
      return deeper
          ? JSON.objectNode().<ObjectNode>set("Key", value(member, true, depth + 1))
          : JSON.objectNode();
    }
    return scalar(type);
  }

  private static JsonNode scalar(MarshallingType<?> type) {
    if (List.of(MarshallingType.INTEGER, MarshallingType.LONG).contains(type)) {
      return JSON.numberNode(7L);
    }
    if (List.of(MarshallingType.DOUBLE, MarshallingType.FLOAT).contains(type)) {
      return JSON.numberNode(0.5);
    }
    if (type == MarshallingType.BOOLEAN) {
      return JSON.booleanNode(false);
    }
    if (type == MarshallingType.INSTANT) {
      return JSON.textNode("2026-11-22T18:07:24Z");
    }
    if (type == MarshallingType.SDK_BYTES) {
      return JSON.textNode("AAEC");
    }
    return JSON.textNode("");
  }
}
