package org.lvmmed.model.encoder;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.Add;
import org.lvmmed.model.network.NetworkNode.BatchNorm;
import org.lvmmed.model.network.NetworkNode.Convolution;
import org.lvmmed.model.network.NetworkNode.MaxPool;
import org.lvmmed.model.network.NetworkNode.Operation;
import org.lvmmed.model.network.NetworkNode.Relu;

/**
 * A residual network (He et al., "Deep Residual Learning for Image Recognition", CVPR 2016) under
 * construction. It ends in the last feature map: no pooling, no classifier.
 */
final class ResNet {

  private final ResNetFamily family;
  private final EncoderSettings settings;
  private final List<NetworkNode> nodes = new ArrayList<>();
  private String last = NetworkGraph.INPUT;
  private int channels = 3;

  ResNet(ResNetFamily family, EncoderSettings settings) {
    this.family = family;
    this.settings = settings;
  }

  /** From images B×3×H×W to the feature map B×D×R×S. */
  NetworkGraph graph() {
    stem();
    for (int stage = 1; stage <= family.blocks().size(); stage++) {
      stage(stage);
    }
    return new NetworkGraph(3, nodes, List.of(last));
  }

  private void stem() {
    convolution("conv1", ResNetFamily.STEM_CHANNELS, 7, 2);
    batchNorm("bn1");
    relu("relu");
    append("maxpool", new MaxPool(3, 2));
  }

  private void stage(int stage) {
    for (int block = 0; block < family.blocks().get(stage - 1); block++) {
      String name = "layer" + stage + "." + block;
      residualBlock(name, stage, block == 0 ? ResNetFamily.stride(settings, stage) : 1);
    }
  }

  private void residualBlock(String name, int stage, int stride) {
    String input = last;
    int inputChannels = channels;
    if (family.bottlenecks()) {
      bottleneckBranch(name, stage, stride);
    } else {
      basicBranch(name, stage, stride);
    }
    String branch = last;
    shortcut(name, input, inputChannels, stride);
    nodes.add(new NetworkNode(name + ".add", List.of(branch, last), new Add()));
    last = name + ".add";
    relu(name + ".relu");
  }

  private void basicBranch(String name, int stage, int stride) {
    int width = ResNetFamily.width(stage);
    convolution(name + ".conv1", width, 3, stride);
    batchNorm(name + ".bn1");
    relu(name + ".relu1");
    convolution(name + ".conv2", width, 3, 1);
    batchNorm(name + ".bn2");
  }

  private void bottleneckBranch(String name, int stage, int stride) {
    int width = ResNetFamily.width(stage);
    convolution(name + ".conv1", width, 1, 1);
    batchNorm(name + ".bn1");
    relu(name + ".relu1");
    convolution(name + ".conv2", width, 3, stride);
    batchNorm(name + ".bn2");
    relu(name + ".relu2");
    convolution(name + ".conv3", family.channels(stage), 1, 1);
    batchNorm(name + ".bn3");
  }

  /** The block's input itself, or a strided 1×1 convolution of it where the shapes differ. */
  private void shortcut(String name, String input, int inputChannels, int stride) {
    int outputChannels = channels;
    last = input;
    if (stride == 1 && inputChannels == outputChannels) {
      return;
    }
    channels = inputChannels;
    convolution(name + ".downsample.0", outputChannels, 1, stride);
    batchNorm(name + ".downsample.1");
  }

  private void convolution(String name, int outputs, int kernel, int stride) {
    append(name, new Convolution(channels, outputs, kernel, stride));
    channels = outputs;
  }

  private void batchNorm(String name) {
    append(name, new BatchNorm(channels));
  }

  private void relu(String name) {
    append(name, new Relu());
  }

  private void append(String name, Operation operation) {
    nodes.add(new NetworkNode(name, List.of(last), operation));
    last = name;
  }
}
