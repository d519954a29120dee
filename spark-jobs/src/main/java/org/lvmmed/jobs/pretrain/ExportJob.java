package org.lvmmed.jobs.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.evaluate.EvaluationFiles;
import org.lvmmed.jobs.evaluate.ResultRow;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.io.Provenance;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.pretrain.state.Checkpoints;
import org.lvmmed.jobs.pretrain.watch.MetricsLog;
import org.lvmmed.model.export.ModelCard;

/** Writes the encoder of a checkpoint, while its run goes on or after it has ended. */
public final class ExportJob {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SparkSession spark;
  private final WorkFiles work;
  private final Checkpoints checkpoints;

  public ExportJob(SparkSession spark, WorkFiles work) {
    this.spark = spark;
    this.work = work;
    this.checkpoints = new Checkpoints(work, Integer.MAX_VALUE);
  }

  /**
   * The settings that the run in a work folder was started with.
   *
   * @throws InputException where there is no run
   */
  public static Map<String, String> settings(WorkFiles work) throws IOException {
    Map<String, String> keys = new TreeMap<>(identity(work).keys());
    keys.keySet().removeIf(key -> key.startsWith("input."));
    return keys;
  }

  private static RunIdentity identity(WorkFiles work) throws IOException {
    return RunIdentity.read(work)
        .orElseThrow(
            () ->
                new InputException(
                    "Cannot export: the work folder has no "
                        + RunIdentity.FILE
                        + " (run pretrain first, or give its --work)"));
  }

  /**
   * @param request of the run
   * @param name of the checkpoint; the newest whole one where there is none
   * @param optimiser whether the optimiser's moments are written as well
   * @param target the folder to write to
   * @return the number of rounds that led to it
   */
  public int run(
      PretrainRequest request, Optional<String> name, boolean optimiser, WorkFiles target)
      throws IOException {
    Checkpoints.Checkpoint checkpoint =
        (name.isPresent() ? checkpoints.named(name.get()) : checkpoints.latest())
            .orElseThrow(() -> missing(name));
    PretrainRequest begun =
        Origin.of(identity(work), request.encoder().inputSize())
            .map(request::begunWith)
            .orElse(request);
    new EncoderFolder(spark, work, target::create)
        .write(
            begun,
            checkpoint.state(),
            metrics(checkpoint.round()),
            name.isEmpty() ? results() : List.of(),
            optimiser);
    return checkpoint.round();
  }

  /** What evaluation says of the encoder of a run that has ended, and of those beside it. */
  private List<ModelCard.Result> results() throws IOException {
    if (Provenance.read(work, PretrainJob.FOLDER).isEmpty()) {
      return List.of();
    }
    return new EvaluationFiles(work)
        .results().stream()
            .filter(ResultRow::isMain)
            .map(
                row ->
                    new ModelCard.Result(
                        row.dataset(),
                        row.protocol().label(),
                        row.metric(),
                        row.encoder(),
                        row.mean(),
                        row.std(),
                        row.trials()))
            .toList();
  }

  private InputException missing(Optional<String> name) {
    try {
      return new InputException(
          "Cannot export %s: no such whole checkpoint; there are: %s"
              .formatted(name.orElse("the newest checkpoint"), checkpoints.names()));
    } catch (IOException e) {
      return new InputException("Cannot list the checkpoints: " + e.getMessage(), e);
    }
  }

  /** The numbers of the round's line of metrics.jsonl. */
  private Map<String, Double> metrics(int round) throws IOException {
    Map<String, Double> metrics = new TreeMap<>();
    if (work.exists(MetricsLog.FILE)) {
      for (String text : work.readText(MetricsLog.FILE).lines().toList()) {
        JsonNode line = JSON.readTree(text);
        if (line.path("round").asInt() == round) {
          line.fields()
              .forEachRemaining(
                  field -> {
                    if (field.getValue().isNumber()) {
                      metrics.put(field.getKey(), field.getValue().asDouble());
                    }
                  });
        }
      }
    }
    metrics.keySet().removeAll(java.util.Set.of("round", "epoch", "images", "lr"));
    return metrics;
  }
}
