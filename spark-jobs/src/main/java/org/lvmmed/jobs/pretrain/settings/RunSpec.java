package org.lvmmed.jobs.pretrain.settings;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.util.SerializableConfiguration;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.view.ViewSettings;

/**
 * What workers need to know of a run, sent once.
 *
 * @param run key of the run: what executors keep is dropped when another run's tasks come
 * @param files the corpus's Parquet files
 */
public record RunSpec(
    String run,
    long seed,
    EncoderSettings encoder,
    ViewSettings views,
    ObjectiveSettings objective,
    Preprocess preprocess,
    PretrainSettings pretrain,
    List<String> files,
    SerializableConfiguration configuration)
    implements Serializable {

  public RunSpec {
    files = List.copyOf(files);
  }
}
