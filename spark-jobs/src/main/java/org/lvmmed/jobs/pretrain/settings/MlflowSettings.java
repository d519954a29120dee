package org.lvmmed.jobs.pretrain.settings;

import org.lvmmed.rules.Rules;

/**
 * Where an MLflow server is told of a run.
 *
 * @param uri of the tracking server
 * @param experiment name of the experiment, which is created where it is not there
 */
public record MlflowSettings(String uri, String experiment) {

  public MlflowSettings {
    Rules.of("pretrain.mlflow")
        .that(uri.matches("https?://.+"), "uri", "'" + uri + "'", "none, http://… or https://…")
        .check();
  }
}
