package org.lvmmed.model.pretrain;

import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.objective.Momentum;
import org.lvmmed.model.objective.MomentumOutputs;
import org.lvmmed.model.objective.Progress;

/**
 * A network whose weights are a moving average of the trained one's (Tarvainen and Valpola, NeurIPS
 * 2017). Its batch norms use the statistics of the batch that they see, so it has none of its own.
 */
final class Follower implements AutoCloseable {

  private final Network network;
  private final Momentum momentum;

  Follower(Network network, Momentum momentum) {
    this.network = network;
    this.momentum = momentum;
  }

  MomentumOutputs outputs(Inputs large) {
    return new MomentumOutputs(network.observe(large), large.count());
  }

  /**
   * @param progress before the step that the trained network has made
   */
  void follow(Network trained, Progress progress) {
    network.follow(trained, momentum.at(progress));
  }

  float[] parameters() {
    return network.parameters();
  }

  void load(float[] parameters) {
    network.setParameters(parameters);
  }

  @Override
  public void close() {
    network.close();
  }
}
