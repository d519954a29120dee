package org.lvmmed.jobs.pretrain.watch;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.pretrain.data.DaemonThread;
import org.lvmmed.jobs.pretrain.settings.MlflowSettings;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.tracking.MlflowClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an MLflow server of each round: settings and hashes of inputs as parameters, once, and the
 * numbers of metrics.jsonl; nothing of images or patients. A run that is continued stays one run
 * there. Where the server does not answer, or not soon, training goes on without it.
 */
public final class MlflowListener implements RoundListener {

  static final String FILE = "pretrain/mlflow.json";
  private static final Logger LOG = LoggerFactory.getLogger(MlflowListener.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** MLflow's own limits: parameters of a request, and characters of one. */
  private static final int PARAMETERS = 100;

  private static final int LONGEST = 500;

  /** After so many failures in a row the server is left alone. */
  private static final int PATIENCE = 3;

  private final WorkFiles work;
  private final MlflowSettings settings;
  private final Map<String, String> keys;
  private final Duration wait;
  // MLflow's client waits for ever: it is waited for here, no longer than so.
  private final ExecutorService sender = DaemonThread.named("mlflow");
  private String run = "";
  private int failures;

  /**
   * @param keys settings and hashes of inputs
   * @param wait for an answer at most
   */
  public MlflowListener(
      WorkFiles work, MlflowSettings settings, Map<String, String> keys, Duration wait) {
    this.work = work;
    this.settings = settings;
    this.keys = keys;
    this.wait = wait;
  }

  @Override
  public void roundDone(Round round) {
    tell(
        "round " + round.number(),
        client -> {
          client.logBatch(run, metrics(round), List.of(), List.of());
          if (round.last()) {
            client.setTerminated(run, RunStatus.FINISHED);
          }
        });
  }

  /** The run is failed there until it is continued and ends well. */
  @Override
  public void failed() {
    tell("the run's end", client -> client.setTerminated(run, RunStatus.FAILED));
  }

  /** What the server is told. */
  private interface Message {
    void to(MlflowClient client);
  }

  private void tell(String what, Message message) {
    if (failures >= PATIENCE) {
      return;
    }
    try {
      sender.submit(() -> send(message)).get(wait.toMillis(), TimeUnit.MILLISECONDS);
      failures = 0;
    } catch (TimeoutException e) {
      notTold(what, "no answer in " + wait.toSeconds() + " s");
    } catch (ExecutionException e) {
      notTold(what, String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable Void send(Message message) throws IOException {
    try (MlflowClient client = new MlflowClient(settings.uri())) {
      if (run.isEmpty()) {
        run = begin(client);
      }
      message.to(client);
    }
    return null;
  }

  private void notTold(String what, String reason) {
    failures++;
    LOG.warn(
        "pretrain: the MLflow server at {} was not told of {} ({}){}",
        settings.uri(),
        what,
        reason,
        failures == PATIENCE ? "; it is left alone from here on" : "");
  }

  /** The run that an earlier start began, or a new one. */
  private String begin(MlflowClient client) throws IOException {
    if (work.exists(FILE)) {
      Map<String, String> earlier =
          JSON.readValue(work.readText(FILE), new TypeReference<Map<String, String>>() {});
      if (settings.uri().equals(earlier.get("uri"))) {
        return earlier.getOrDefault("run", "");
      }
    }
    String experiment =
        client
            .getExperimentByName(settings.experiment())
            .map(Experiment::getExperimentId)
            .orElseGet(() -> client.createExperiment(settings.experiment()));
    String begun = client.createRun(experiment).getRunId();
    List<Param> parameters = parameters();
    for (int from = 0; from < parameters.size(); from += PARAMETERS) {
      int to = Math.min(parameters.size(), from + PARAMETERS);
      client.logBatch(begun, List.of(), parameters.subList(from, to), List.of());
    }
    work.writeText(FILE, JSON.writeValueAsString(Map.of("uri", settings.uri(), "run", begun)));
    return begun;
  }

  private List<Param> parameters() {
    List<Param> parameters = new ArrayList<>();
    keys.forEach(
        (key, value) ->
            parameters.add(
                Param.newBuilder()
                    .setKey(key)
                    .setValue(value.substring(0, Math.min(LONGEST, value.length())))
                    .build()));
    return parameters;
  }

  private static List<Metric> metrics(Round round) {
    RoundMetrics metrics = round.metrics();
    List<String> names = new ArrayList<>(metrics.values().keySet());
    List<Double> values = new ArrayList<>(metrics.values().values());
    names.addAll(List.of("epoch", "images", "lr", "images_per_second"));
    values.addAll(
        List.of(
            metrics.epoch(),
            (double) metrics.images(),
            metrics.learningRate(),
            metrics.timing().imagesPerSecond()));
    long now = System.currentTimeMillis();
    return IntStream.range(0, names.size())
        .mapToObj(
            i ->
                Metric.newBuilder()
                    .setKey(names.get(i))
                    .setValue(values.get(i))
                    .setTimestamp(now)
                    .setStep(round.number())
                    .build())
        .toList();
  }
}
