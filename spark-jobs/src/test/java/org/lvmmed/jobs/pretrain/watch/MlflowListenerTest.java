package org.lvmmed.jobs.pretrain.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.pretrain.settings.MlflowSettings;
import org.lvmmed.jobs.pretrain.state.RunState;
import org.lvmmed.model.network.State;

/** Against a server on the loopback that speaks the few requests of MLflow's protocol. */
class MlflowListenerTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String API = "/api/2.0/mlflow/";

  @TempDir Path folder;
  private HttpServer server;
  private WorkFiles work;
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final Map<Long, Map<String, Double>> metrics = new TreeMap<>();
  private final Map<String, String> parameters = new TreeMap<>();
  private volatile String status = "";

  @BeforeEach
  void start() throws IOException {
    work = new WorkFiles(folder.toUri().toString(), new Configuration());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(API, this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestURI().getPath().substring(API.length());
    requests.add(request);
    byte[] body = exchange.getRequestBody().readAllBytes();
    int code = 200;
    String answer = "{}";
    switch (request) {
      case "experiments/get-by-name" -> {
        code = 404;
        answer = "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"none\"}";
      }
      case "experiments/create" -> answer = "{\"experiment_id\": \"7\"}";
      case "runs/create" -> answer = "{\"run\": {\"info\": {\"run_id\": \"abc\"}}}";
      case "runs/log-batch" -> take(JSON.readTree(body));
      case "runs/update" -> status = JSON.readTree(body).path("status").asText();
      default -> throw new IllegalArgumentException(request);
    }
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void take(JsonNode batch) {
    assertThat(batch.path("run_id").asText()).isEqualTo("abc");
    for (JsonNode m : batch.path("metrics")) {
      metrics
          .computeIfAbsent(m.get("step").asLong(), step -> new TreeMap<>())
          .put(m.get("key").asText(), m.get("value").asDouble());
    }
    for (JsonNode p : batch.path("params")) {
      parameters.put(p.get("key").asText(), p.get("value").asText());
    }
  }

  private MlflowListener listener() {
    return listener(60);
  }

  private MlflowListener listener(int wait) {
    String uri = "http://127.0.0.1:" + server.getAddress().getPort();
    return new MlflowListener(
        work,
        new MlflowSettings(uri, "trial"),
        Map.of("pretrain.epochs", "2", "seed", "1"),
        Duration.ofSeconds(wait));
  }

  @Test
  @Timeout(60)
  void aServerThatNeverAnswersIsWaitedForAWhileAndTrainingGoesOn() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    server.removeContext(API);
    server.createContext(
        API,
        exchange -> {
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    MlflowListener listener = listener(1);

    for (int i = 0; i < 4; i++) {
      listener.roundDone(round(1, 1));
    }

    assertThat(work.exists(MlflowListener.FILE)).isFalse();
    over.countDown();
  }

  private static RoundListener.Round round(int number, double loss) {
    RoundMetrics metrics =
        new RoundMetrics(
            number,
            number / 2.0,
            100L * number,
            1e-3,
            Map.of("loss", loss),
            new RoundMetrics.Timing(1, 100, 0));
    RunState state = new RunState(new State(new float[0], number));
    return new RoundListener.Round(2, false, state, metrics, List.of(), List.of());
  }

  @Test
  void aContinuedRunStaysOneRunWithItsSettingsAndEveryRoundsNumbers() throws IOException {
    listener().roundDone(round(1, 3.5));
    listener().roundDone(round(2, 2.25));

    assertThat(requests).filteredOn("runs/create"::equals).hasSize(1);
    assertThat(requests.get(requests.size() - 1)).isEqualTo("runs/update");
    assertThat(parameters).containsOnly(Map.entry("pretrain.epochs", "2"), Map.entry("seed", "1"));
    assertThat(metrics).containsOnlyKeys(1L, 2L);
    assertThat(metrics.get(1L)).containsEntry("loss", 3.5).containsEntry("images", 100.0);
    assertThat(metrics.get(2L)).containsEntry("loss", 2.25).containsEntry("epoch", 1.0);
  }

  @Test
  void aRunThatFailsIsFailedThere() throws IOException {
    MlflowListener listener = listener();
    listener.roundDone(round(1, 3.5));
    listener.failed();

    assertThat(status).isEqualTo("FAILED");
    listener().roundDone(round(2, 2.25));
    assertThat(status).isEqualTo("FINISHED");
  }

  @Test
  void aServerThatDoesNotAnswerIsLeftAloneAndTrainingGoesOn() throws IOException {
    MlflowListener listener = listener();
    server.stop(0);

    for (int i = 0; i < 5; i++) {
      listener.roundDone(round(1, 1));
    }

    assertThat(requests).isEmpty();
    assertThat(work.exists(MlflowListener.FILE)).isFalse();
  }
}
