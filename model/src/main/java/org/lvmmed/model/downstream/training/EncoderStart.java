package org.lvmmed.model.downstream.training;

import java.io.Serializable;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.network.Network;

/**
 * The start of a network for a task: an encoder's weights, and what computes them.
 *
 * @param encoder of its preprocessing the normalisation is used; its size is the pretraining's and
 *     is not
 */
public record EncoderStart(EncoderModel encoder, Compute compute) implements Serializable {

  public EncoderSettings settings() {
    return encoder.settings();
  }

  public Preprocess preprocess() {
    return encoder.preprocess();
  }

  /**
   * The encoder with a head on it.
   *
   * @param seed of the head's first weights
   */
  public Network open(HeadGraph head, long seed) {
    return encoder.open(compute, head, seed);
  }
}
