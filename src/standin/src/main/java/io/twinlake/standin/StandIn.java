package io.twinlake.standin;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * AWS on 127.0.0.1: Glue, Lake Formation, S3, STS and a little IAM for several accounts and
 * regions. A request's SigV4 header says who calls which service in which region, and its signature
 * is checked.
 */
public final class StandIn implements AutoCloseable {
  static {
    // Read once by the JDK's server; its defaults delay small answers by 40 ms and close all but
    // 200 idle connections.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
    System.setProperty("sun.net.httpserver.idleInterval", "3600");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final World world;

  private StandIn(HttpServer server, ExecutorService threads, World world) {
    this.server = server;
    this.threads = threads;
    this.world = world;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** E.g. {@code http://127.0.0.1:41235}; S3 buckets are path-style there. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public CallLog calls() {
    return world.calls();
  }

  public Faults faults() {
    return world.faults();
  }

  public Account account(String id) {
    return world.account(id);
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

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Defaults: us-east-1, account 111122223333, a free port, the system's clock. */
  public static final class Builder {
    private List<String> regions = List.of("us-east-1");
    private List<String> accounts = List.of("111122223333");
    private int port;
    private Clock clock = Clock.systemUTC();
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

    public StandIn start() {
      World world = new World(regions, accounts, clock);
      Optional<String> fallback = anyCredentials ? Optional.of(accounts.get(0)) : Optional.empty();
      ExecutorService threads = Executors.newCachedThreadPool(Builder::daemon);
      try {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 1024);
        server.createContext("/", new Door(new Front(world, fallback)));
        server.setExecutor(threads);
        server.start();
        return new StandIn(server, threads, world);
      } catch (IOException e) {
        throw new IllegalStateException(
            "Cannot listen on 127.0.0.1:" + port + " (" + e.getMessage() + "); choose a free port.",
            e);
      }
    }

    private static final AtomicLong COUNT = new AtomicLong();

    private static Thread daemon(Runnable work) {
      Thread thread = new Thread(work, "standin-" + COUNT.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    }
  }
}
