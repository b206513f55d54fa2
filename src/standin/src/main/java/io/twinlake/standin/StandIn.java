package io.twinlake.standin;

import io.twinlake.standin.glue.GlueService;
import io.twinlake.standin.lakeformation.LakeFormationService;
import io.twinlake.standin.region.Buckets;
import io.twinlake.standin.wire.HttpListener;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * AWS on 127.0.0.1: Glue, Lake Formation, S3, STS and a little IAM for several accounts and
 * regions. A request's SigV4 header says who calls which service in which region, and its signature
 * is checked.
 */
public final class StandIn implements AutoCloseable {
  private final HttpListener listener;
  private final World world;

  private StandIn(HttpListener listener, World world) {
    this.listener = listener;
    this.world = world;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** E.g. {@code http://127.0.0.1:41235}; S3 buckets are path-style there. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.port());
  }

  public CallLog calls() {
    return world.calls();
  }

  public Faults faults() {
    return world.faults();
  }

  public Buckets buckets() {
    return world.buckets();
  }

  public Listeners listeners() {
    return world.listeners();
  }

  public Account account(String id) {
    return world.account(id);
  }

  /** The Data Catalog of an account in a region, to cut its pages or to generate partitions. */
  public GlueService catalog(String account, String region) {
    return world.catalog(account, region);
  }

  /** The Lake Formation of an account in a region, to cut its pages. */
  public LakeFormationService lakeFormation(String account, String region) {
    return world.lakeFormation(account, region);
  }

  /**
   * From now on every call signed for the region, and every S3 call to a bucket in it, meets a
   * closed connection.
   */
  public void cutOff(String region) {
    world.cutOff().cut(region);
  }

  public void reconnect(String region) {
    world.cutOff().reconnect(region);
  }

  /** How long every answer takes from now on; see {@link Builder#latency}. */
  public void latency(Duration each) {
    world.latency(each);
  }

  /** Throws what a listener threw, so that a failed check fails its test. */
  @Override
  public void close() {
    listener.close();
    world.listeners().throwFailure();
  }

  /** Defaults: us-east-1, account 111122223333, a free port, the system's clock. */
  public static final class Builder {
    private List<String> regions = List.of("us-east-1");
    private List<String> accounts = List.of("111122223333");
    private int port;
    private Clock clock = Clock.systemUTC();
    private Duration latency = Duration.ZERO;
    private boolean anyCredentials;

    private Builder() {}

    public Builder regions(String... names) {
      regions = List.of(names);
      return this;
    }

    public Builder accounts(String... ids) {
      accounts = List.of(ids);
      return this;
    }

    /** 0 takes a free one. */
    public Builder port(int number) {
      port = number;
      return this;
    }

    /** The clock of S3's Date and Last-Modified headers. */
    public Builder clock(Clock s3) {
      clock = s3;
      return this;
    }

    /** Takes unknown access keys, signed or not, for the first account's root. */
    public Builder anyCredentials(boolean accepted) {
      anyCredentials = accepted;
      return this;
    }

    /** How long every answer takes on its way, an observer's aside; no lock is held meanwhile. */
    public Builder latency(Duration each) {
      latency = each;
      return this;
    }

    public StandIn start() {
      World world = new World(regions, accounts, clock);
      world.latency(latency);
      Optional<String> fallback = anyCredentials ? Optional.of(accounts.get(0)) : Optional.empty();
      try {
        return new StandIn(new HttpListener(port, new Front(world, fallback)), world);
      } catch (IOException e) {
        throw new IllegalStateException(
            "Cannot listen on 127.0.0.1:" + port + " (" + e.getMessage() + "); choose a free port.",
            e);
      }
    }
  }
}
