package org.lvmmed.model.pretrain;

import java.io.Serializable;
import java.util.Arrays;
import org.lvmmed.model.network.StateLayout;
import org.lvmmed.model.objective.Objective;

/**
 * Where the parts of a trainer's state lie: the state of the trained network, then weights and
 * statistics of the network that follows it, where there is one, then the objective's own values.
 *
 * @param network of the trained network
 * @param followed whether another one follows it
 * @param objective number of the objective's values
 */
public record TrainedLayout(StateLayout network, boolean followed, int objective)
    implements Serializable {

  /** That of a network with an objective's head. */
  public static TrainedLayout of(StateLayout network, Objective objective) {
    return new TrainedLayout(network, objective.momentum().isPresent(), objective.state().length);
  }

  /** Where the parameters of the network that follows begin. */
  public int following() {
    return network.stateLength();
  }

  /** Where the objective's values begin. */
  public int own() {
    return following() + (followed ? network.parameterCount() : 0);
  }

  public int length() {
    return own() + objective;
  }

  /** Weights and statistics of the network that follows (a copy). */
  public float[] followingParameters(float[] values) {
    return Arrays.copyOfRange(values, following(), own());
  }

  /**
   * Where the parameters of the network begin that training is for.
   *
   * @param follower whether that is the one that follows
   */
  public int result(boolean follower) {
    return follower && followed ? following() : 0;
  }

  /**
   * The encoder's parameters in a state.
   *
   * @param encoder its layout
   * @param follower whether they are those of the network that follows
   */
  public float[] encoder(StateLayout encoder, float[] values, boolean follower) {
    int from = result(follower);
    return network.extract(
        encoder, Arrays.copyOfRange(values, from, from + network.parameterCount()));
  }
}
