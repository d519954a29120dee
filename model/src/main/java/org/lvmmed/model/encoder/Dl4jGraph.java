package org.lvmmed.model.encoder;

import java.util.List;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.weights.WeightInit;
import org.lvmmed.model.encoder.NetworkNode.Add;
import org.lvmmed.model.encoder.NetworkNode.BatchNorm;
import org.lvmmed.model.encoder.NetworkNode.Concatenate;
import org.lvmmed.model.encoder.NetworkNode.Convolution;
import org.lvmmed.model.encoder.NetworkNode.GlobalMean;
import org.lvmmed.model.encoder.NetworkNode.MaxPool;
import org.lvmmed.model.encoder.NetworkNode.Operation;
import org.lvmmed.model.encoder.NetworkNode.Projection;
import org.lvmmed.model.encoder.NetworkNode.Relu;
import org.lvmmed.model.encoder.NetworkNode.Upsample;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Encoders as Deeplearning4j configurations, of its own layers only, so that it can read them
 * without this project. Padding is explicit: {@link ConvolutionMode#Same} pads unevenly at stride 2
 * and PyTorch does not.
 */
final class Dl4jGraph {

  /** PyTorch's momentum is one minus this. */
  private static final double BATCH_NORM_DECAY = 0.9;

  /** Any rate but the encoder's first one: layers of equal optimisers would share one. */
  private static final double HEAD_RATE = 0.5;

  private static final String POOLED = "pooled";

  private Dl4jGraph() {}

  /** Ends in the feature map. Convolutions start at zero; nothing is drawn at random. */
  static ComputationGraphConfiguration of(EncoderSettings settings) {
    List<NetworkNode> nodes = ResNet.nodes(settings);
    return graph(settings, nodes).setOutputs(last(nodes)).build();
  }

  /** Ends in the feature map's mean over positions; the same parameters in the same order. */
  static ComputationGraphConfiguration pooled(EncoderSettings settings) {
    List<NetworkNode> nodes = ResNet.nodes(settings);
    return graph(settings, nodes)
        .addLayer(POOLED, new GlobalPoolingLayer(PoolingType.AVG), last(nodes))
        .setOutputs(POOLED)
        .build();
  }

  /**
   * Ends in a head's outputs. The head's layers get an optimiser of their own, so that its rate can
   * be another one.
   */
  static ComputationGraphConfiguration withHead(EncoderSettings settings, HeadGraph head) {
    GraphBuilder graph = graph(settings, ResNet.nodes(settings));
    return addHead(graph, head, settings.weightDecay());
  }

  /** A head alone, whose input is {@link ResNet#INPUT}. */
  static ComputationGraphConfiguration headAlone(HeadGraph head, double weightDecay) {
    return addHead(defaults().graphBuilder().addInputs(ResNet.INPUT), head, weightDecay);
  }

  private static ComputationGraphConfiguration addHead(
      GraphBuilder graph, HeadGraph head, double weightDecay) {
    for (NetworkNode node : head.nodes()) {
      add(graph, node, weightDecay);
      if (graph.getVertices().get(node.name()) instanceof LayerVertex vertex
          && vertex.getLayerConf().getLayer() instanceof BaseLayer layer) {
        layer.setIUpdater(adam(HEAD_RATE));
      }
    }
    return graph.setOutputs(head.outputs().toArray(String[]::new)).build();
  }

  private static GraphBuilder graph(EncoderSettings settings, List<NetworkNode> nodes) {
    GraphBuilder graph = defaults().graphBuilder().addInputs(ResNet.INPUT);
    for (NetworkNode node : nodes) {
      add(graph, node, settings.weightDecay());
    }
    return graph;
  }

  private static String last(List<NetworkNode> nodes) {
    return nodes.get(nodes.size() - 1).name();
  }

  /**
   * {@code miniBatch(false)}: the objective's gradient is final and must not be divided. {@code
   * CacheMode.DEVICE}: without it every convolution is computed once more in the backward pass.
   */
  private static NeuralNetConfiguration.Builder defaults() {
    return new NeuralNetConfiguration.Builder()
        .seed(0)
        .dataType(DataType.FLOAT)
        .weightInit(WeightInit.ZERO)
        .updater(adam(Adam.DEFAULT_ADAM_LEARNING_RATE))
        .miniBatch(false)
        .cacheMode(CacheMode.DEVICE)
        .trainingWorkspaceMode(WorkspaceMode.ENABLED)
        .inferenceWorkspaceMode(WorkspaceMode.ENABLED);
  }

  private static Adam adam(double learningRate) {
    return new Adam.Builder()
        .learningRate(learningRate)
        .beta1(0.9)
        .beta2(0.999)
        .epsilon(1e-8)
        .build();
  }

  private static void add(GraphBuilder graph, NetworkNode node, double weightDecay) {
    String[] inputs = node.inputs().toArray(String[]::new);
    if (node.operation() instanceof Add) {
      graph.addVertex(node.name(), new ElementWiseVertex(ElementWiseVertex.Op.Add), inputs);
    } else if (node.operation() instanceof Concatenate) {
      graph.addVertex(node.name(), new MergeVertex(), inputs);
    } else {
      graph.addLayer(node.name(), layer(node.operation(), weightDecay), inputs);
    }
  }

  private static Layer layer(Operation operation, double weightDecay) {
    if (operation instanceof Convolution convolution) {
      return convolution(convolution, weightDecay);
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
      return projection(projection, weightDecay);
    }
    if (operation instanceof Upsample) {
      return new Upsampling2D.Builder(2).build();
    }
    if (operation instanceof GlobalMean) {
      return new GlobalPoolingLayer.Builder(PoolingType.AVG).collapseDimensions(false).build();
    }
    throw new IllegalArgumentException("Not a layer: " + operation);
  }

  /** Decay is set here, as Deeplearning4j applies decay that is set for a whole graph twice. */
  private static Layer convolution(Convolution convolution, double weightDecay) {
    return new ConvolutionLayer.Builder(convolution.kernel(), convolution.kernel())
        .stride(convolution.stride(), convolution.stride())
        .padding(convolution.padding(), convolution.padding())
        .convolutionMode(ConvolutionMode.Truncate)
        .nIn(convolution.inputs())
        .nOut(convolution.outputs())
        .hasBias(false)
        .weightDecay(weightDecay)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static Layer projection(Projection projection, double weightDecay) {
    return new ConvolutionLayer.Builder(1, 1)
        .convolutionMode(ConvolutionMode.Truncate)
        .nIn(projection.inputs())
        .nOut(projection.outputs())
        .weightDecay(weightDecay)
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
        .decay(BATCH_NORM_DECAY)
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
