package org.lvmmed.model.network.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lvmmed.model.network.EngineException;
import org.lvmmed.model.network.HostOutputs;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Loss;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.Rates;
import org.lvmmed.model.network.State;
import org.lvmmed.model.network.StateLayout;
import org.lvmmed.model.network.dl4j.Part.Range;

/** A network on Deeplearning4j. All native work runs on the network's own thread. */
final class Dl4jNetwork implements Network {

  private final Confinement thread = new Confinement("network");
  private final NetworkGraph graph;
  private final StateLayout layout;
  private final FeatureNetwork network;

  /** What Deeplearning4j holds, and matrices that read nothing, where there are any. */
  private final List<Part> parts;

  private int iteration;

  Dl4jNetwork(NetworkGraph graph) {
    this.graph = graph;
    this.layout = graph.layout();
    thread.run(NativeThreads::limit);
    network = thread.call(() -> FeatureNetwork.of(Dl4jGraph.of(graph)));
    parts = thread.call(this::partition);
  }

  private List<Part> partition() {
    Map<String, Integer> offsets = Dl4jTensors.offsets(network);
    network.initGradientsView();
    List<Part> all = new ArrayList<>();
    if (!offsets.isEmpty()) {
      all.add(
          new Part(
              new AdamVector(network.params(), network.getFlattenedGradients()), layout, offsets));
    }
    Map<String, Integer> free = Part.consecutive(layout, offsets.keySet());
    if (!free.isEmpty()) {
      all.add(new Part(AdamVector.ofZeros(Part.length(layout, free)), layout, free));
    }
    return all;
  }

  @Override
  public StateLayout layout() {
    return layout;
  }

  @Override
  public float[][] outputs(Inputs inputs) {
    requireChannels(inputs);
    return thread.call(() -> withFree(network.outputs(inputs.values(), inputs.shape())));
  }

  private void requireChannels(Inputs inputs) {
    if (inputs.channels() != graph.channels()) {
      throw new IllegalArgumentException(
          "Inputs have %d channels, the network takes %d"
              .formatted(inputs.channels(), graph.channels()));
    }
  }

  /** Outputs in the graph's order: Deeplearning4j's, and matrices that are their own output. */
  private float[][] withFree(float[][] computed) {
    float[][] all = new float[graph.outputs().size()][];
    int next = 0;
    for (int o = 0; o < all.length; o++) {
      String name = graph.outputs().get(o);
      all[o] = Dl4jGraph.isWeights(graph, name) ? free().parameters(name) : computed[next++];
    }
    return all;
  }

  private Part free() {
    return parts.get(parts.size() - 1);
  }

  @Override
  public double step(List<Inputs> inputs, Rates rates, Loss loss) {
    Inputs batch = only(inputs);
    return thread.call(
        () -> {
          double value = differentiate(batch, loss);
          if (Double.isFinite(value)) {
            update(rates);
          }
          return value;
        });
  }

  /** A step at no rate, whose loss keeps what it sees. */
  @Override
  public float[][] observe(Inputs inputs) {
    List<float[]> seen = new ArrayList<>();
    int steps = iteration;
    step(
        List.of(inputs),
        Rates.of(0),
        outputs -> {
          for (int o = 0; o < outputs.count(); o++) {
            seen.add(outputs.values(o).clone());
          }
          return 0;
        });
    iteration = steps;
    return seen.toArray(float[][]::new);
  }

  @Override
  public float[] gradient(List<Inputs> inputs, Loss loss) {
    Inputs batch = only(inputs);
    return thread.call(
        () -> {
          differentiate(batch, loss);
          float[] gradient = new float[layout.weightCount()];
          parts.forEach(part -> part.readWeights(part.vector().gradient, gradient, 0));
          return gradient;
        });
  }

  private Inputs only(List<Inputs> inputs) {
    if (inputs.size() != 1) {
      throw new EngineException(Dl4jEngine.ONE_SIZE);
    }
    requireChannels(inputs.get(0));
    return inputs.get(0);
  }

  private double differentiate(Inputs inputs, Loss loss) {
    return network.differentiate(
        inputs.values(),
        inputs.shape(),
        (outputs, gradients) -> {
          float[][] all = withFree(outputs);
          float[][] slopes = new float[all.length][];
          int next = 0;
          for (int o = 0; o < all.length; o++) {
            boolean own = Dl4jGraph.isWeights(graph, graph.outputs().get(o));
            slopes[o] = own ? new float[all[o].length] : gradients[next++];
          }
          double value = loss.evaluate(new HostOutputs(all, slopes));
          keepFree(slopes);
          return value;
        });
  }

  private void keepFree(float[][] slopes) {
    for (int o = 0; o < slopes.length; o++) {
      String name = graph.outputs().get(o);
      if (Dl4jGraph.isWeights(graph, name)) {
        free().setGradient(name, slopes[o]);
      }
    }
  }

  private void update(Rates rates) {
    clip(rates);
    iteration++;
    for (Part part : parts) {
      for (Range range : part.ranges()) {
        double rate = range.head() ? rates.head() : rates.encoder();
        if (rate > 0) {
          part.vector().toStep(range.from(), range.to(), rate, iteration);
        } else {
          part.vector().toNoStep(range.from(), range.to());
        }
      }
      part.vector().apply();
    }
  }

  private void clip(Rates rates) {
    if (rates.clipNorm() == 0) {
      return;
    }
    double squares = 0;
    for (Part part : parts) {
      for (Range range : part.trained(rates)) {
        squares += part.vector().squares(range.from(), range.to());
      }
    }
    double factor = rates.clipNorm() / Math.sqrt(squares);
    for (Part part : parts) {
      for (Range range : factor < 1 ? part.trained(rates) : List.<Range>of()) {
        part.vector().scale(range.from(), range.to(), factor);
      }
    }
  }

  @Override
  public State state() {
    return thread.call(
        () -> {
          float[] values = Arrays.copyOf(readParameters(), layout.stateLength());
          for (Part part : parts) {
            part.readWeights(part.vector().first, values, layout.parameterCount());
            part.readWeights(
                part.vector().second, values, layout.parameterCount() + layout.weightCount());
          }
          return new State(values, iteration);
        });
  }

  @Override
  public void load(State state) {
    float[] values = state.values();
    layout.requireLength("state", layout.stateLength(), values);
    thread.run(
        () -> {
          for (Part part : parts) {
            part.writeParameters(values);
            part.writeWeights(part.vector().first, values, layout.parameterCount());
            part.writeWeights(
                part.vector().second, values, layout.parameterCount() + layout.weightCount());
          }
          iteration = state.iteration();
        });
  }

  @Override
  public float[] parameters() {
    return thread.call(this::readParameters);
  }

  private float[] readParameters() {
    float[] parameters = new float[layout.parameterCount()];
    parts.forEach(part -> part.readParameters(parameters));
    return parameters;
  }

  @Override
  public void setParameters(float[] parameters) {
    layout.requireLength("parameters", layout.parameterCount(), parameters);
    thread.run(() -> parts.forEach(part -> part.writeParameters(parameters)));
  }

  @Override
  public void close() {
    thread.close(
        () -> {
          parts.forEach(part -> part.vector().close());
          network.release();
        });
  }
}
