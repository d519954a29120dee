package org.lvmmed.jobs.pretrain;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.pretrain.settings.MlflowSettings;
import org.lvmmed.jobs.pretrain.settings.PretrainSettings;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.view.ViewSettings;

/**
 * What to pretrain, on what, and how.
 *
 * @param work the work folder's URI
 * @param mlflow the server that is told of the run; null for none
 * @param keys the settings that change the result, as text, for comparing runs
 */
public record PretrainRequest(
    String work,
    long seed,
    EncoderSettings encoder,
    ViewSettings views,
    ObjectiveSettings objective,
    Preprocess preprocess,
    PretrainSettings pretrain,
    @Nullable MlflowSettings mlflow,
    Map<String, String> keys) {

  public PretrainRequest {
    keys = Map.copyOf(keys);
  }
}
