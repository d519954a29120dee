package org.lvmmed.jobs.pretrain.state;

import java.io.Serializable;
import org.lvmmed.jobs.pretrain.average.BatchNormMoments;
import org.lvmmed.model.encoder.Encoder.MapShape;
import org.lvmmed.model.pretrain.LocalTrainer;

/**
 * What tasks must know of a run's trainer before they have one.
 *
 * @param vector where its state's parts lie in one vector
 * @param statistics where the batch norms' statistics lie in it
 * @param map the shape of its feature map of a view
 */
public record TrainerLayout(TrainerVector vector, BatchNormMoments statistics, MapShape map)
    implements Serializable {

  static TrainerLayout of(LocalTrainer trainer) {
    return new TrainerLayout(
        TrainerVector.of(trainer.state()),
        BatchNormMoments.of(trainer.encoder().batchNormLayout()),
        trainer.mapShape());
  }
}
