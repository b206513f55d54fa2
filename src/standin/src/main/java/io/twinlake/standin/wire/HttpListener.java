package io.twinlake.standin.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * An HTTP/1.1 server on 127.0.0.1, a thread a connection. The JDK's own always sends the system's
 * time as Date, but S3's Date must come from the clock that a test holds.
 */
public final class HttpListener implements AutoCloseable {
  private static final AtomicLong COUNT = new AtomicLong();

  private final ServerSocket server;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool(HttpListener::daemon);
  private final Function<HttpRequest, Optional<HttpResponse>> answers;

  /**
   * @param port 0 for a free one
   * @param answers an answer, or empty to close the connection without one
   * @throws IOException when the port is taken
   */
  public HttpListener(int port, Function<HttpRequest, Optional<HttpResponse>> answers)
      throws IOException {
    this.answers = answers;
    server = new ServerSocket(port, 1024, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    threads.execute(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() {
    closeQuietly(server);
    connections.forEach(HttpListener::closeQuietly);
    threads.shutdownNow();
  }

  private void accept() {
    while (!server.isClosed()) {
      next().ifPresent(this::open);
    }
  }

  /** Empty when the server was closed, or the client gave up before it was accepted. */
  private Optional<Socket> next() {
    try {
      return Optional.of(server.accept());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void open(Socket socket) {
    connections.add(socket);
    try {
      threads.execute(() -> serve(socket));
    } catch (RejectedExecutionException closing) {
      closeQuietly(socket);
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      HttpConnection connection = new HttpConnection(socket);
      Optional<HttpRequest> request = connection.read();
      while (request.isPresent()) {
        Optional<HttpResponse> response = answers.apply(request.get());
        if (response.isEmpty()) {
          return;
        }
        connection.write(request.get(), response.get());
        request = connection.read();
      }
    } catch (IOException e) {
      // The client is gone; nobody is left to tell.
      return;
    } finally {
      connections.remove(socket);
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException("Cannot close " + closeable + ".", e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "standin-" + COUNT.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
