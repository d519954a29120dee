package org.lvmmed.model.network.torch;

import java.util.List;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Loss;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.Rates;
import org.lvmmed.model.network.State;
import org.lvmmed.model.network.StateLayout;

/** A network whose every call passes an {@link ExitGate}. */
final class GatedNetwork implements Network {

  private final ExitGate gate;
  private final Network network;

  GatedNetwork(ExitGate gate, Network network) {
    this.gate = gate;
    this.network = network;
  }

  @Override
  public StateLayout layout() {
    return network.layout();
  }

  @Override
  public float[][] outputs(Inputs inputs) {
    return gate.pass(() -> network.outputs(inputs));
  }

  @Override
  public double step(List<Inputs> inputs, Rates rates, Loss loss) {
    return gate.pass(() -> network.step(inputs, rates, loss));
  }

  @Override
  public float[] gradient(List<Inputs> inputs, Loss loss) {
    return gate.pass(() -> network.gradient(inputs, loss));
  }

  @Override
  public float[][] observe(Inputs inputs) {
    return gate.pass(() -> network.observe(inputs));
  }

  @Override
  public void follow(Network other, double momentum) {
    Network ahead = other instanceof GatedNetwork gated ? gated.network : other;
    gate.pass(() -> network.follow(ahead, momentum));
  }

  @Override
  public State state() {
    return gate.pass(network::state);
  }

  @Override
  public void load(State state) {
    gate.pass(() -> network.load(state));
  }

  @Override
  public float[] parameters() {
    return gate.pass(network::parameters);
  }

  @Override
  public void setParameters(float[] parameters) {
    gate.pass(() -> network.setParameters(parameters));
  }

  @Override
  public void close() {
    gate.pass(network::close);
  }
}
