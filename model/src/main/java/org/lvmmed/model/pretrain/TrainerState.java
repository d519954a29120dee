package org.lvmmed.model.pretrain;

import java.io.Serializable;

/**
 * All that a step changes: where training stands.
 *
 * @param encoder parameters, batch-norm statistics included
 * @param updater the encoder's optimiser; may be empty before the first step
 * @param head the objective's parameters
 * @param headMoments Adam's first, then second moments of the head
 * @param iteration steps taken
 * @param lambdaFactor β of an adaptive λ
 */
public record TrainerState(
    float[] encoder,
    float[] updater,
    float[] head,
    float[] headMoments,
    int iteration,
    double lambdaFactor)
    implements Serializable {}
