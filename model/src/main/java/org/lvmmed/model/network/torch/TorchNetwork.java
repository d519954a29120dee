package org.lvmmed.model.network.torch;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.jspecify.annotations.Nullable;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Loss;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.Precision;
import org.lvmmed.model.network.Rates;
import org.lvmmed.model.network.State;
import org.lvmmed.model.network.StateLayout;

/**
 * A network on libtorch. Every call opens a scope of its own that frees all it made, so memory
 * between calls is the state's alone.
 */
final class TorchNetwork implements Network {

  private final NetworkGraph graph;
  private final StateLayout layout;
  private final HostCopies host;
  private final TorchState state;
  private final TorchForward forward;
  private final boolean channelsLast;

  /** None until the network is trained: inference needs no gradients and no moments. */
  private @Nullable TorchAdam adam;

  private int iteration;
  private boolean evaluating;

  TorchNetwork(NetworkGraph graph, Device device, Precision precision) {
    this.graph = graph;
    this.layout = graph.layout();
    // Channels last wins in bfloat16 and on cards; in float32 it depends on the processor.
    this.channelsLast = device.is_cuda() || precision == Precision.BFLOAT16;
    this.host = new HostCopies(device);
    this.state = new TorchState(layout, host, channelsLast);
    this.forward = new TorchForward(graph, state, host, new Autocast(device.type(), precision));
  }

  @Override
  public StateLayout layout() {
    return layout;
  }

  @Override
  public float[][] outputs(Inputs inputs) {
    requireFree();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      return read(forward.run(input(inputs), false));
    } catch (RuntimeException e) {
      throw CardMemory.told(e);
    }
  }

  @Override
  public float[][] observe(Inputs inputs) {
    requireFree();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      return read(forward.run(input(inputs), true));
    } catch (RuntimeException e) {
      throw CardMemory.told(e);
    }
  }

  /** On the device, from one vector to the other. */
  @Override
  public void follow(Network other, double momentum) {
    requireFree();
    if (other instanceof TorchNetwork ahead) {
      state.follow(ahead.state, momentum);
    } else {
      Network.super.follow(other, momentum);
    }
  }

  private Tensor input(Inputs inputs) {
    if (inputs.channels() != graph.channels()) {
      throw new IllegalArgumentException(
          "Inputs have %d channels, the network takes %d"
              .formatted(inputs.channels(), graph.channels()));
    }
    Tensor images = host.tensor(inputs.values(), inputs.shape());
    return channelsLast ? images.contiguous(MemoryFormat.ChannelsLast) : images;
  }

  private float[][] read(List<Tensor> outputs) {
    return outputs.stream().map(host::read).toArray(float[][]::new);
  }

  @Override
  public double step(List<Inputs> inputs, Rates rates, Loss loss) {
    requireFree();
    float[] statistics = state.statistics();
    boolean moved = false;
    try {
      double value = differentiate(inputs, loss);
      if (Double.isFinite(value)) {
        iteration++;
        adam().step(rates, iteration);
        moved = true;
      }
      return value;
    } finally {
      if (!moved) {
        state.setStatistics(statistics, 0);
      }
    }
  }

  @Override
  public float[] gradient(List<Inputs> inputs, Loss loss) {
    requireFree();
    float[] statistics = state.statistics();
    try {
      differentiate(inputs, loss);
      float[] gradient = new float[layout.weightCount()];
      state.readWeights(adam().gradient(), gradient, 0);
      return gradient;
    } finally {
      state.setStatistics(statistics, 0);
    }
  }

  /** Leaves ∂loss/∂weights in the state. */
  private double differentiate(List<Inputs> inputs, Loss loss) {
    try (PointerScope scope = new PointerScope()) {
      List<Tensor> outputs =
          inputs.stream().flatMap(batch -> forward.run(input(batch), true).stream()).toList();
      TorchOutputs given = new TorchOutputs(host, outputs);
      double value = evaluate(loss, given);
      adam().clearGradient();
      if (Double.isFinite(value)) {
        given.backward();
      }
      return value;
    } catch (RuntimeException e) {
      throw CardMemory.told(e);
    }
  }

  private double evaluate(Loss loss, TorchOutputs outputs) {
    evaluating = true;
    try {
      return loss.evaluate(outputs);
    } finally {
      evaluating = false;
    }
  }

  private void requireFree() {
    if (evaluating) {
      throw new IllegalStateException("A loss must not call the network that evaluates it");
    }
  }

  private TorchAdam adam() {
    TorchAdam present = adam;
    if (present == null) {
      present = new TorchAdam(layout, state, host);
      adam = present;
    }
    return present;
  }

  @Override
  public State state() {
    requireFree();
    float[] values = new float[layout.stateLength()];
    state.readParameters(values);
    if (adam != null) {
      state.readWeights(adam.first(), values, layout.parameterCount());
      state.readWeights(adam.second(), values, layout.parameterCount() + layout.weightCount());
    }
    return new State(values, iteration);
  }

  @Override
  public void load(State given) {
    requireFree();
    layout.requireLength("state", layout.stateLength(), given.values());
    state.writeParameters(given.values());
    state.writeWeights(adam().first(), given.values(), layout.parameterCount());
    state.writeWeights(
        adam().second(), given.values(), layout.parameterCount() + layout.weightCount());
    iteration = given.iteration();
  }

  @Override
  public float[] parameters() {
    requireFree();
    float[] parameters = new float[layout.parameterCount()];
    state.readParameters(parameters);
    return parameters;
  }

  @Override
  public void setParameters(float[] parameters) {
    requireFree();
    layout.requireLength("parameters", layout.parameterCount(), parameters);
    state.writeParameters(parameters);
  }

  @Override
  public void close() {
    if (adam != null) {
      adam.close();
    }
    state.close();
  }
}
