package io.twinlake.command;

import io.twinlake.aws.AwsRegion;
import io.twinlake.command.access.Access;
import io.twinlake.command.access.Atom;
import io.twinlake.command.access.Thing;
import io.twinlake.standin.CallLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at a region after each write in it and keeps what is wider there than it may be. */
final class Watch implements Consumer<CallLog.Entry> {
  private final AwsRegion observer;
  private final Access before;
  private final Access allowed;
  private final boolean opensNewDatabases;
  private final Set<Thing> newlyOpen = new HashSet<>();
  private final Set<Thing> leftOpen = new HashSet<>();
  private Set<Thing> open = Set.of();
  private final List<String> wider = Collections.synchronizedList(new ArrayList<>());

  /**
   * @param observer nobody listens to its calls
   * @param before what is allowed, for it is so already
   * @param source what is allowed, too
   * @param opensNewDatabases whether a database may be open to IAM right after it was made, because
   *     the region's defaults opened it
   */
  Watch(AwsRegion observer, Access before, Access source, boolean opensNewDatabases) {
    this.observer = observer;
    this.before = before;
    this.allowed = source.plus(before);
    this.opensNewDatabases = opensNewDatabases;
  }

  @Override
  public void accept(CallLog.Entry entry) {
    if (isWriteThatTookEffect(entry)) {
      Access now = in(observer);
      Set<Atom> found = now.minus(allowed);
      if (opensNewDatabases) {
        excuse(now, found, entry);
      }
      found.forEach(atom -> wider.add(atom + " after " + entry.name() + " " + entry.subject()));
    }
  }

  private boolean isWriteThatTookEffect(CallLog.Entry entry) {
    return entry.error().isEmpty()
        && entry.call().region().equals(observer.name())
        && !entry.call().service().equals("s3");
  }

  /**
   * Databases are made side by side, so between one and the revocation that closes it there may be
   * others and theirs. But each revocation must close one, and nothing may happen in an open one.
   */
  private void excuse(Access now, Set<Atom> found, CallLog.Entry entry) {
    int pending = newlyOpen.size();
    Set<Thing> databases = databases(now.minus(before));
    if (entry.name().equals("glue:CreateDatabase")) {
      databases.stream().filter(each -> !open.contains(each)).forEach(newlyOpen::add);
    }
    open = databases;
    newlyOpen.retainAll(open);
    leftOpen.retainAll(open);
    Stream.of(newlyOpen, leftOpen).forEach(each -> each.removeIf(d -> isIn(d, entry.subject())));
    if (!entry.call().service().equals("glue") && newlyOpen.size() >= pending) {
      newlyOpen.clear();
    }
    found.removeIf(a -> newlyOpen.contains(a.thing()) || leftOpen.contains(a.thing()));
  }

  /**
   * The run is dead: what it had no time to close stays open until the next one does, which puts
   * nothing into it before.
   */
  void runEnded() {
    leftOpen.addAll(newlyOpen);
    newlyOpen.clear();
  }

  private static Set<Thing> databases(Set<Atom> found) {
    return found.stream()
        .map(Atom::thing)
        .filter(thing -> thing.kind().equals("database"))
        .collect(Collectors.toSet());
  }

  private static boolean isIn(Thing database, String subject) {
    String name = subject.toLowerCase(Locale.ROOT).replaceFirst("/.*", "");
    return database.path().equals(List.of(name));
  }

  /** What everybody but the job may do in a region. */
  static Access in(AwsRegion region) {
    return Access.of(region.glue(), region.lakeFormation()).without(TwoRegions.jobArn());
  }

  List<String> wider() {
    return List.copyOf(wider);
  }
}
