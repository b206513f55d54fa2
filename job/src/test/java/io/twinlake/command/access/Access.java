package io.twinlake.command.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;

/**
 * Who may do what: the union of what the states of some regions give. It is compared principal by
 * principal, those included whom a state does not name.
 */
public final class Access {
  /** Reading all of a table's data, because IAM alone governs it. */
  static final String BY_IAM = "READ BY IAM ALONE";

  static final Thing SETTINGS = Thing.of("region");

  private final List<Part> parts;
  private final Set<String> without;

  private Access(List<Part> parts, Set<String> without) {
    this.parts = parts;
    this.without = without;
  }

  /**
   * One region's state, and what was worked out of it so far.
   *
   * @param cutRowsAlone whether it says only which rows row-level-security policies leave
   */
  private record Part(Region region, Map<List<Object>, Held> known, boolean cutRowsAlone) {
    Part(Region region, Map<List<Object>, Held> known) {
      this(region, known, false);
    }

    Held held(Who who, Reading reading) {
      return known.computeIfAbsent(List.of(who, reading), key -> evaluated(who, reading));
    }

    private Held evaluated(Who who, Reading reading) {
      Held held = Evaluation.of(region, reading, who);
      return cutRowsAlone ? held.cutByPolicies() : held;
    }

    Part of(Region other) {
      return new Part(other, new HashMap<>(), cutRowsAlone);
    }
  }

  /** Reads a region as somebody who sees all of it. */
  public static Access of(GlueClient glue, LakeFormationClient lakeFormation) {
    return of(Region.read(Catalog.read(glue), lakeFormation));
  }

  static Access of(Region region) {
    return new Access(List.of(new Part(region, new HashMap<>())), Set.of());
  }

  /** The union. */
  public Access plus(Access other) {
    List<Part> all = new ArrayList<>(parts);
    all.addAll(other.parts);
    Set<String> both = new TreeSet<>(without);
    both.addAll(other.without);
    return new Access(all, both);
  }

  /**
   * What the grants here would give on the objects there: a region's own grants, when its objects
   * become another's. Grants to {@code IAM_ALLOWED_PRINCIPALS} are not among them. And the rows
   * that its own attachments would leave, of what either's grants give, and no others. And what
   * there is to do with its own tables, which the other's opt-ins and row policies cover.
   *
   * @param given whose grants and attachments are not the region's own
   */
  public Access ownGrantsOn(Access there, Access given) {
    Set<PrincipalResourcePermissions> others =
        given.parts.stream()
            .flatMap(part -> part.region().rows().stream())
            .map(Region::undated)
            .collect(Collectors.toSet());
    List<Part> moved = new ArrayList<>();
    for (Part part : parts) {
      for (Part other : there.parts) {
        moved.add(new Part(other.region().with(part.region(), others), new HashMap<>()));
        moved.add(new Part(part.region().ownTablesUnder(other.region()), new HashMap<>()));
        given.parts.forEach(
            of -> moved.addAll(throughOwnAttachments(part, other.region(), of.region())));
      }
    }
    return new Access(moved, without);
  }

  /** As tables are tagged here, for a policy changes before tags do, and there. */
  private static List<Part> throughOwnAttachments(Part part, Region there, Region given) {
    Region own = part.region().throughOwnAttachments(there, given);
    return Stream.of(own, own.taggedAs(there))
        .map(region -> new Part(region, new HashMap<>(), true))
        .toList();
  }

  /** As if the data lay in other buckets. */
  public Access mapped(Map<String, String> buckets) {
    return new Access(
        parts.stream().map(part -> part.of(part.region().mapped(buckets))).toList(), without);
  }

  /** Without what a principal may do. */
  public Access without(String principal) {
    Set<String> more = new TreeSet<>(without);
    more.add(principal);
    return new Access(parts, more);
  }

  /** What is wider here than there, in either reading of row-level security. */
  public Set<Atom> minus(Access other) {
    boolean attached =
        Stream.concat(parts.stream(), other.parts.stream())
            .anyMatch(part -> !part.region().attachments().isEmpty());
    Set<Atom> wider = new LinkedHashSet<>(minus(other, Reading.NARROWING));
    if (attached) {
      wider.addAll(minus(other, Reading.GRANTING));
    }
    return wider;
  }

  /** What is wider here than there; nothing if it is a subset. */
  public Set<Atom> minus(Access other, Reading reading) {
    Set<Atom> wider = new LinkedHashSet<>();
    for (Who who : everybody(other)) {
      for (Part part : parts) {
        Held held = part.held(who, reading);
        held.all().stream()
            .filter(atom -> !other.covers(atom, part.region(), who, reading))
            .forEach(wider::add);
        held.reaches().stream()
            .filter(reach -> !other.covers(reach, who, reading))
            .map(Held.Reach::atom)
            .forEach(wider::add);
      }
    }
    wider.addAll(widerLocations(other));
    return wider;
  }

  private List<Who> everybody(Access other) {
    Set<String> names = new TreeSet<>();
    Stream.concat(parts.stream(), other.parts.stream())
        .flatMap(part -> Evaluation.named(part.region()))
        .forEach(names::add);
    names.removeAll(without);
    names.removeAll(other.without);
    List<Who> everybody = new ArrayList<>(Evaluation.UNNAMED);
    names.forEach(name -> everybody.add(new Who(name)));
    return everybody;
  }

  private boolean covers(Atom atom, Region origin, Who who, Reading reading) {
    return parts.stream()
        .anyMatch(
            part -> covers(part.held(who, reading), part.region().catalog(), atom, origin.tags()));
  }

  private static boolean covers(Held held, Catalog catalog, Atom atom, Tags tags) {
    return held.of(atom.key()).stream().anyMatch(each -> each.covers(atom))
        || coversTag(held, atom)
        || coversNew(held, catalog, atom, tags);
  }

  /** All values of an LF-tag cover each. */
  private static boolean coversTag(Held held, Atom atom) {
    return atom.thing().kind().equals("LF-tag")
        && held.of(moved(atom, Thing.of("LF-tag", atom.thing().path().get(0), Thing.ANY))).stream()
            .anyMatch(each -> each.covers(atom));
  }

  private static Atom.Key moved(Atom atom, Thing thing) {
    return new Atom.Key(thing, atom.permission(), atom.grant());
  }

  /** What is given on whatever will be there is given on what this state has not got. */
  private static boolean coversNew(Held held, Catalog catalog, Atom atom, Tags tags) {
    Thing thing = atom.thing();
    if (thing.kind().equals("database")) {
      return !catalog.tables().containsKey(thing.path().get(0)) && reaches(held, atom, tags);
    }
    if (!thing.isInTable() || catalog.knows(thing)) {
      return false;
    }
    return catalog.knows(thing.tableOf())
        ? held.of(moved(atom, Thing.column(thing, Thing.ANY))).stream()
            .anyMatch(each -> each.covers(atom))
        : reaches(held, atom, tags);
  }

  private static boolean reaches(Held held, Atom atom, Tags tags) {
    return held.reaches().stream()
        .filter(reach -> reach.holds(atom.thing(), tags))
        .filter(
            reach ->
                atom.permission().equals(BY_IAM)
                    || (reach.atom().permission().equals(atom.permission())
                        && reach.atom().grant() == atom.grant()))
        .anyMatch(reach -> reach.atom().covers(atom));
  }

  private boolean covers(Held.Reach reach, Who who, Reading reading) {
    return parts.stream()
        .flatMap(part -> part.held(who, reading).reaches().stream())
        .anyMatch(each -> each.covers(reach));
  }

  private List<Atom> widerLocations(Access other) {
    return Stream.of(this, other)
        .flatMap(each -> each.parts.stream())
        .flatMap(part -> part.region().locations().paths().stream())
        .distinct()
        .filter(path -> rule(path).compareTo(other.rule(path)) > 0)
        .map(
            path ->
                new Atom(
                    Who.EVERYONE,
                    Thing.of("location", path),
                    rule(path).toString(),
                    false,
                    Rows.ALL,
                    When.ALWAYS))
        .toList();
  }

  /** The widest. */
  private Locations.Rule rule(String path) {
    return parts.stream()
        .map(part -> part.region().locations().rule(path))
        .reduce(Locations.Rule.LAKE_FORMATION, (l, r) -> l.compareTo(r) > 0 ? l : r);
  }

  /** One line an atom, as the narrowing reading has it. */
  @Override
  public String toString() {
    return parts.stream()
        .flatMap(
            part ->
                everybody(this).stream().flatMap(who -> part.held(who, Reading.NARROWING).listed()))
        .map(Atom::toString)
        .sorted()
        .distinct()
        .collect(Collectors.joining("\n"));
  }
}
