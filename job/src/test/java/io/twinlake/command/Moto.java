package io.twinlake.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.twinlake.standin.python.PythonEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** moto's server: an AWS that others wrote, which judges the job beside the stand-in. */
final class Moto implements AutoCloseable {
  private static final Pattern STARTED =
      Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final URI endpoint;

  private Moto(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Starts on a free port of 127.0.0.1. */
  static Moto start(PythonEnvironment python) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                python.program("python"),
                "src/test/python/moto_with_opt_ins.py",
                "-H",
                "127.0.0.1",
                "-p",
                "0")
            .redirectErrorStream(true);
    builder.environment().put("PYTHONUNBUFFERED", "1");
    builder
        .environment()
        .put("MOTO_RECORDER_FILEPATH", Path.of("target/moto-calls.jsonl").toString());
    Process process = builder.start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    URI endpoint = endpoint(output);
    Thread reader = new Thread(() -> output.lines().forEach(line -> {}), "moto's output");
    reader.setDaemon(true);
    reader.start();
    return new Moto(process, endpoint);
  }

  private static URI endpoint(BufferedReader output) throws IOException {
    List<String> said = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        return URI.create(started.group(1));
      }
      said.add(line);
    }
    throw new AssertionError("moto did not start:\n" + String.join("\n", said));
  }

  URI endpoint() {
    return endpoint;
  }

  /** Forgets every region. */
  void reset() throws IOException, InterruptedException {
    send("POST", "/moto-api/reset");
  }

  void startRecording() throws IOException, InterruptedException {
    send("POST", "/moto-api/recorder/reset-recording");
    send("POST", "/moto-api/recorder/start-recording");
  }

  /** What was called since {@link #startRecording}. */
  List<MotoCall> stopRecording() throws IOException, InterruptedException {
    send("POST", "/moto-api/recorder/stop-recording");
    return send("GET", "/moto-api/recorder/download-recording").lines().map(MotoCall::of).toList();
  }

  private String send(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .method(method, BodyPublishers.noBody())
            .build();
    var response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
