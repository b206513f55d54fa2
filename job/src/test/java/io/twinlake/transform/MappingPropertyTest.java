package io.twinlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.S3Location;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is mapped, wherever it stands: whole names only, locations only, and once only. */
class MappingPropertyTest {
  private static final List<String> NAMES = List.of("lake", "lake2", "la", "raw", "raw-x", "data");

  static Stream<Integer> seeds() {
    return IntStream.range(0, 300).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void mapsWholeNamesOfLocationsAndNoTextTwice(int seed) {
    Random random = new Random(seed);
    Map<String, String> places = places(random);
    LocationMapping mapping = new LocationMapping(new BucketMapping(places));
    for (CatalogObject object : objects(random)) {
      CatalogObject once = mapping.rewrite(object);
      assertThat(mapping.rewrite(once)).as("twice").isEqualTo(once);
      compare(object.definition(), once.definition(), places);
    }
  }

  private static void compare(JsonNode before, JsonNode after, Map<String, String> places) {
    if (before.isTextual()) {
      if (!before.equals(after)) {
        S3Location was = S3Location.parse(before.asText()).orElseThrow();
        S3Location is = S3Location.parse(after.asText()).orElseThrow();
        String path = was.bucket() + was.rest();
        assertThat(is.scheme()).isEqualTo(was.scheme());
        assertThat(places)
            .anySatisfy(
                (source, target) -> {
                  assertThat(path)
                      .matches(text -> text.equals(source) || text.startsWith(source + "/"));
                  assertThat(is.bucket() + is.rest())
                      .isEqualTo(target + path.substring(source.length()));
                });
      }
      return;
    }
    assertThat(after.size()).isEqualTo(before.size());
    if (before.isObject()) {
      before
          .fieldNames()
          .forEachRemaining(name -> compare(before.get(name), after.path(name), places));
    } else {
      for (int i = 0; i < before.size(); i++) {
        compare(before.get(i), after.path(i), places);
      }
    }
  }

  /** Targets share no name with a source. */
  private static Map<String, String> places(Random random) {
    Map<String, String> places = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String source = one(NAMES, random) + (random.nextBoolean() ? "/" + one(NAMES, random) : "");
      places.put(source, "twin-" + source + (random.nextInt(3) == 0 ? "/dr" : ""));
    }
    return places;
  }

  private static List<CatalogObject> objects(Random random) {
    ObjectNode table = JsonNodeFactory.instance.objectNode().put("Name", text(random));
    table.put("Description", text(random)).put("ViewOriginalText", text(random));
    ObjectNode storage = table.putObject("StorageDescriptor").put("Location", text(random));
    storage.putArray("AdditionalLocations").add(text(random)).add(text(random));
    storage
        .putObject("SkewedInfo")
        .putObject("SkewedColumnValueLocationMaps")
        .put(text(random), text(random));
    parameters(storage.putObject("SerdeInfo").putObject("Parameters"), random);
    parameters(storage.putObject("Parameters"), random);
    parameters(table.putObject("Parameters"), random);
    ObjectNode database = JsonNodeFactory.instance.objectNode().put("LocationUri", text(random));
    parameters(database.putObject("Parameters"), random);
    ObjectNode function = JsonNodeFactory.instance.objectNode();
    function
        .putArray("ResourceUris")
        .addObject()
        .put("ResourceType", "JAR")
        .put("Uri", text(random));
    List<CatalogObject> objects = new ArrayList<>();
    objects.add(new CatalogObject(ObjectKey.table("d", "t"), table));
    objects.add(new CatalogObject(ObjectKey.database("d"), database));
    objects.add(
        new CatalogObject(
            new ObjectKey(new Kind("user_defined_function"), "d", "f", List.of()), function));
    return objects;
  }

  private static void parameters(ObjectNode parameters, Random random) {
    for (String name :
        List.of("path", "metadata_location", "comment", "spark.sql.x", text(random))) {
      parameters.put(name, text(random));
    }
  }

  private static String text(Random random) {
    String path =
        one(NAMES, random) + "/" + one(NAMES, random) + one(List.of("", "/", "/k v"), random);
    return switch (random.nextInt(8)) {
      case 0 -> path;
      case 1 -> "see s3://" + path;
      case 2 -> "s3://" + path + ",s3://" + path;
      case 3 -> "S3A://" + path;
      case 4 -> "s3n://" + one(NAMES, random);
      case 5 -> "https://s3.amazonaws.com/" + path;
      default -> "s3://" + path;
    };
  }

  private static String one(List<String> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
