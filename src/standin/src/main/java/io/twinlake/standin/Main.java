package io.twinlake.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** The stand-in as a program; it runs until it is stopped. */
public final class Main {
  private static final String USAGE =
      """
      Usage: java -jar twinlake-standin-<version>-server.jar [--port <n>] [--region <name>]...
             [--account <12 digits>]... [--any-credentials]
        --port             where to listen on 127.0.0.1; 0, the default, takes a free port
        --region           a region to stand in for, once each; default us-east-1
        --account          an account, once each; default 111122223333
        --any-credentials  take unknown access keys for the first account's root
      """;

  private Main() {}

  /** What the command line asks for. */
  record Options(int port, List<String> regions, List<String> accounts, boolean anyCredentials) {
    /**
     * @throws IllegalArgumentException with a sentence for the user
     */
    static Options parse(List<String> args) {
      int port = 0;
      boolean anyCredentials = false;
      List<String> regions = new ArrayList<>();
      List<String> accounts = new ArrayList<>();
      for (int i = 0; i < args.size(); i++) {
        switch (args.get(i)) {
          case "--port" -> port = port(value(args, ++i));
          case "--region" -> regions.add(value(args, ++i));
          case "--account" -> accounts.add(value(args, ++i));
          case "--any-credentials" -> anyCredentials = true;
          default ->
              throw new IllegalArgumentException(
                  "There is no option " + args.get(i) + ".\n" + USAGE);
        }
      }
      return new Options(
          port,
          regions.isEmpty() ? List.of("us-east-1") : regions,
          accounts.isEmpty() ? List.of("111122223333") : accounts,
          anyCredentials);
    }

    private static String value(List<String> args, int index) {
      if (index == args.size()) {
        throw new IllegalArgumentException(args.get(index - 1) + " wants a value.\n" + USAGE);
      }
      return args.get(index);
    }

    private static int port(String text) {
      if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
        throw new IllegalArgumentException(
            "--port " + text + " is not a port; give a number from 0 to 65535.");
      }
      return Integer.parseInt(text);
    }
  }

  public static void main(String[] args) throws InterruptedException {
    try {
      Options options = Options.parse(List.of(args));
      announce(start(options), options);
      new CountDownLatch(1).await();
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static StandIn start(Options options) {
    return StandIn.builder()
        .port(options.port())
        .regions(options.regions().toArray(String[]::new))
        .accounts(options.accounts().toArray(String[]::new))
        .anyCredentials(options.anyCredentials())
        .start();
  }

  private static void announce(StandIn aws, Options options) {
    System.out.println("AWS_ENDPOINT_URL=" + aws.endpoint());
    for (String account : options.accounts()) {
      AwsCredentials root = aws.account(account).root();
      System.out.println("# account " + account + ", regions " + options.regions());
      System.out.println("AWS_ACCESS_KEY_ID=" + root.accessKeyId());
      System.out.println("AWS_SECRET_ACCESS_KEY=" + root.secretAccessKey());
    }
  }
}
