package io.twinlake.standin;

import io.twinlake.standin.glue.GlueService;
import io.twinlake.standin.iam.Authoriser;
import io.twinlake.standin.iam.GlueAccess;
import io.twinlake.standin.iam.IamService;
import io.twinlake.standin.iam.Identities;
import io.twinlake.standin.iam.LakeFormationAccess;
import io.twinlake.standin.lakeformation.LakeFormationService;
import io.twinlake.standin.region.Buckets;
import io.twinlake.standin.region.CutOff;
import io.twinlake.standin.s3.BucketStore;
import io.twinlake.standin.s3.S3Service;
import io.twinlake.standin.sts.StsService;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.JsonService;
import io.twinlake.standin.wire.Operations;
import io.twinlake.standin.wire.Service;
import io.twinlake.standin.wire.Times;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** All accounts, regions and services of one stand-in, and how they know each other. */
final class World {
  private final List<String> regions;
  private final Identities identities = new Identities();
  private final BucketStore buckets = new BucketStore();
  private final CutOff cutOff = new CutOff();
  private final CallLog calls = new CallLog();
  private final Faults faults = new Faults();
  private final Listeners listeners = new Listeners();
  private final Clock clock;
  private final Map<Place, GlueService> catalogs = new HashMap<>();
  private final Map<Place, LakeFormationService> lakes = new HashMap<>();
  private final Map<Place, Operations> glue = new HashMap<>();
  private final Map<Place, Operations> lakeFormation = new HashMap<>();
  private final Map<String, Service> services = new HashMap<>();

  private volatile Duration latency = Duration.ZERO;

  private record Place(String account, String region) {
    static Place of(Call call) {
      return new Place(call.caller().account(), call.region());
    }
  }

  World(List<String> regions, List<String> accounts, Clock clock) {
    this.regions = List.copyOf(regions);
    this.clock = clock;
    accounts.forEach(this::addAccount);
    Authoriser authoriser = new Authoriser(identities);
    services.put(
        "glue", JsonService.json11("AWSGlue", call -> at(glue, call), new GlueAccess(authoriser)));
    services.put(
        "lakeformation",
        JsonService.restJson(call -> at(lakeFormation, call), new LakeFormationAccess(authoriser)));
    services.put("sts", new StsService(identities, authoriser));
    services.put("iam", new IamService(identities, authoriser));
    services.put("s3", new S3Service(buckets, authoriser, clock));
  }

  private void addAccount(String account) {
    identities.addAccount(account);
    for (String region : regions) {
      LakeFormationService rights = new LakeFormationService(account, region, identities);
      GlueService catalog = new GlueService(account, region, rights, identities);
      rights.attach(catalog);
      catalogs.put(new Place(account, region), catalog);
      lakes.put(new Place(account, region), rights);
      glue.put(new Place(account, region), catalog.operations());
      lakeFormation.put(new Place(account, region), rights.operations());
    }
  }

  private static Operations at(Map<Place, Operations> all, Call call) {
    return Objects.requireNonNull(all.get(Place.of(call)));
  }

  GlueService catalog(String account, String region) {
    return at(catalogs, account, region);
  }

  LakeFormationService lakeFormation(String account, String region) {
    return at(lakes, account, region);
  }

  private static <T> T at(Map<Place, T> all, String account, String region) {
    T service = all.get(new Place(account, region));
    if (service == null) {
      throw new IllegalArgumentException(
          "The stand-in has no account "
              + account
              + " in "
              + region
              + "; name both in builder().accounts(…).regions(…).");
    }
    return service;
  }

  boolean hasRegion(String region) {
    return regions.contains(region);
  }

  Optional<Service> service(String name) {
    return Optional.ofNullable(services.get(name));
  }

  Account account(String id) {
    if (!identities.accounts().contains(id)) {
      throw new IllegalArgumentException(
          "The stand-in has no account " + id + "; name it in builder().accounts(…).");
    }
    return new Account(id, identities);
  }

  Identities identities() {
    return identities;
  }

  Buckets buckets() {
    return buckets;
  }

  CutOff cutOff() {
    return cutOff;
  }

  CallLog calls() {
    return calls;
  }

  Faults faults() {
    return faults;
  }

  Listeners listeners() {
    return listeners;
  }

  void latency(Duration each) {
    latency = each;
  }

  Duration latency() {
    return latency;
  }

  /** For the Date header. */
  String date() {
    return Times.http(clock.instant());
  }
}
