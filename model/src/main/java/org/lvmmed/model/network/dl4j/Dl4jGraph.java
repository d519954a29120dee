package org.lvmmed.model.network.dl4j;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.weights.WeightInit;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.Add;
import org.lvmmed.model.network.NetworkNode.BatchNorm;
import org.lvmmed.model.network.NetworkNode.Concatenate;
import org.lvmmed.model.network.NetworkNode.Convolution;
import org.lvmmed.model.network.NetworkNode.GlobalMean;
import org.lvmmed.model.network.NetworkNode.MaxPool;
import org.lvmmed.model.network.NetworkNode.Operation;
import org.lvmmed.model.network.NetworkNode.Projection;
import org.lvmmed.model.network.NetworkNode.Relu;
import org.lvmmed.model.network.NetworkNode.Upsample;
import org.lvmmed.model.network.NetworkNode.Weights;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Networks as Deeplearning4j configurations, of its own layers only, so that it can read them
 * without this project. Padding is explicit: {@link ConvolutionMode#Same} pads unevenly at stride 2
 * and PyTorch does not.
 */
final class Dl4jGraph {

  /** Added to the name of an output that other nodes read. */
  private static final String COPY = "#output";

  private final NetworkGraph graph;
  private final GraphBuilder builder;
  private final Set<String> read = new HashSet<>();

  private Dl4jGraph(NetworkGraph graph) {
    this.graph = graph;
    this.builder = defaults().graphBuilder().addInputs(NetworkGraph.INPUT);
    graph.nodes().forEach(node -> read.addAll(node.inputs()));
  }

  /**
   * The graph without its {@link Weights}, which read nothing and of which Deeplearning4j knows
   * nothing. Everything starts at zero.
   */
  static ComputationGraphConfiguration of(NetworkGraph graph) {
    return new Dl4jGraph(graph).build();
  }

  /** Outputs that Deeplearning4j computes, in their order. */
  static List<String> outputs(NetworkGraph graph) {
    return graph.outputs().stream().filter(name -> !isWeights(graph, name)).toList();
  }

  static boolean isWeights(NetworkGraph graph, String output) {
    return graph.nodes().stream()
        .anyMatch(node -> node.name().equals(output) && node.operation() instanceof Weights);
  }

  private ComputationGraphConfiguration build() {
    for (NetworkNode node : graph.nodes()) {
      if (!(node.operation() instanceof Weights)) {
        add(node);
      }
    }
    return builder
        .setOutputs(outputs(graph).stream().map(this::leaf).toArray(String[]::new))
        .build();
  }

  /**
   * A gradient given for an output replaces what comes back from nodes that read it, so an output
   * that is read becomes a copy that is not.
   */
  private String leaf(String output) {
    if (!read.contains(output)) {
      return output;
    }
    builder.addVertex(output + COPY, new ScaleVertex(1), output);
    return output + COPY;
  }

  /**
   * {@code miniBatch(false)}: the loss's gradient is final and must not be divided. {@code
   * CacheMode.DEVICE}: without it every convolution is computed once more in the backward pass.
   */
  private static NeuralNetConfiguration.Builder defaults() {
    return new NeuralNetConfiguration.Builder()
        .seed(0)
        .dataType(DataType.FLOAT)
        .weightInit(WeightInit.ZERO)
        .updater(new NoOp())
        .miniBatch(false)
        .cacheMode(CacheMode.DEVICE)
        .trainingWorkspaceMode(WorkspaceMode.ENABLED)
        .inferenceWorkspaceMode(WorkspaceMode.ENABLED);
  }

  private void add(NetworkNode node) {
    String[] inputs = node.inputs().toArray(String[]::new);
    if (node.operation() instanceof Add) {
      builder.addVertex(node.name(), new ElementWiseVertex(ElementWiseVertex.Op.Add), inputs);
    } else if (node.operation() instanceof Concatenate) {
      builder.addVertex(node.name(), new MergeVertex(), inputs);
    } else {
      builder.addLayer(node.name(), layer(node.operation()), inputs);
    }
  }

  static boolean knows(Operation operation) {
    return operation instanceof Weights
        || operation instanceof Add
        || operation instanceof Concatenate
        || operation instanceof Convolution
        || operation instanceof BatchNorm
        || operation instanceof MaxPool
        || operation instanceof Relu
        || operation instanceof Projection
        || operation instanceof Upsample
        || operation instanceof GlobalMean;
  }

  private static Layer layer(Operation operation) {
    if (operation instanceof Convolution convolution) {
      return convolution(convolution);
    }
    if (operation instanceof BatchNorm batchNorm) {
      return batchNorm(batchNorm);
    }
    if (operation instanceof MaxPool pool) {
      return maxPool(pool);
    }
    if (operation instanceof Relu) {
      return new ActivationLayer.Builder().activation(Activation.RELU).build();
    }
    if (operation instanceof Projection projection) {
      return projection(projection);
    }
    if (operation instanceof Upsample) {
      return new Upsampling2D.Builder(2).build();
    }
    if (operation instanceof GlobalMean) {
      return new GlobalPoolingLayer.Builder(PoolingType.AVG).collapseDimensions(false).build();
    }
    throw new IllegalArgumentException("Not a layer: " + operation);
  }

  private static Layer convolution(Convolution convolution) {
    return new ConvolutionLayer.Builder(convolution.kernel(), convolution.kernel())
        .stride(convolution.stride(), convolution.stride())
        .padding(convolution.padding(), convolution.padding())
        .convolutionMode(ConvolutionMode.Truncate)
        .nIn(convolution.inputs())
        .nOut(convolution.outputs())
        .hasBias(false)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static Layer projection(Projection projection) {
    return new ConvolutionLayer.Builder(1, 1)
        .convolutionMode(ConvolutionMode.Truncate)
        .nIn(projection.inputs())
        .nOut(projection.outputs())
        .activation(Activation.IDENTITY)
        .build();
  }

  /**
   * The variance is kept as itself, not as a logarithm, as averaging and export need it. Running
   * means of it take the batch's biased variance; PyTorch's take n/(n−1) times that.
   */
  private static Layer batchNorm(BatchNorm batchNorm) {
    return new BatchNormalization.Builder()
        .nIn(batchNorm.channels())
        .nOut(batchNorm.channels())
        .decay(1 - BatchNorm.MOMENTUM)
        .eps(BatchNorm.EPSILON)
        .useLogStd(false)
        .build();
  }

  private static Layer maxPool(MaxPool pool) {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
        .kernelSize(pool.kernel(), pool.kernel())
        .stride(pool.stride(), pool.stride())
        .padding(pool.padding(), pool.padding())
        .convolutionMode(ConvolutionMode.Truncate)
        .build();
  }
}
