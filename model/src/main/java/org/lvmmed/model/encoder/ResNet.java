package org.lvmmed.model.encoder;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.Add;
import org.lvmmed.model.network.NetworkNode.BatchNorm;
import org.lvmmed.model.network.NetworkNode.Convolution;
import org.lvmmed.model.network.NetworkNode.MaxPool;
import org.lvmmed.model.network.NetworkNode.Operation;
import org.lvmmed.model.network.NetworkNode.Relu;

/**
 * Residual networks (He et al., "Deep Residual Learning for Image Recognition", CVPR 2016) that end
 * in the last feature map: no pooling, no classifier.
 *
 * <p>Layout and names are torchvision's ("v1.5": the 3×3 convolution of a bottleneck carries the
 * stride). An output stride below 32 sets the strides of the last stages to 1, without dilation.
 */
public final class ResNet {

  private static final int STEM_CHANNELS = 64;
  private static final int STAGES = 4;
  private static final int BOTTLENECK_EXPANSION = 4;

  /** Input pixels per position after the stem and the first stage. */
  private static final int STRIDE_OF_FIRST_STAGE = 4;

  private final EncoderSettings settings;
  private final List<NetworkNode> nodes = new ArrayList<>();
  private String last = NetworkGraph.INPUT;
  private int channels = 3;

  private ResNet(EncoderSettings settings) {
    this.settings = settings;
  }

  /** From images B×3×H×W to the feature map B×D×R×S. */
  static NetworkGraph graph(EncoderSettings settings) {
    ResNet net = new ResNet(settings);
    net.stem();
    for (int stage = 1; stage <= STAGES; stage++) {
      net.stage(stage);
    }
    return new NetworkGraph(3, net.nodes, List.of(net.last));
  }

  /** Shape of the feature map for images of so many rows and columns. */
  static MapShape mapShape(EncoderSettings settings, int rows, int columns) {
    return new MapShape(
        settings.architecture().features(),
        mapExtent(settings, rows),
        mapExtent(settings, columns));
  }

  /**
   * The maps that heads can read, of falling resolution: the stem before its pooling, then the four
   * stages.
   */
  static List<Stage> stages(EncoderSettings settings) {
    List<Stage> stages = new ArrayList<>();
    stages.add(new Stage("relu", STEM_CHANNELS, 2));
    int stride = STRIDE_OF_FIRST_STAGE;
    for (int stage = 1; stage <= STAGES; stage++) {
      stride *= stageStride(settings, stage);
      String last = "layer%d.%d.relu".formatted(stage, blocks(settings, stage) - 1);
      int width = STEM_CHANNELS << (stage - 1);
      stages.add(new Stage(last, expansion(settings.architecture()) * width, stride));
    }
    return List.copyOf(stages);
  }

  /** Stride of a stage's first block (1 to 4): 2 from the second on, until the map is as wanted. */
  public static int stageStride(EncoderSettings settings, int stage) {
    int reached = STRIDE_OF_FIRST_STAGE << (stage - 1);
    return stage > 1 && reached <= settings.outputStride() ? 2 : 1;
  }

  private static int mapExtent(EncoderSettings settings, int pixels) {
    int extent = strided(strided(pixels, 2), 2);
    for (int stage = 1; stage <= STAGES; stage++) {
      extent = strided(extent, stageStride(settings, stage));
    }
    return extent;
  }

  /** Every kernel is odd and padded by half of it, so only the stride shrinks the map. */
  private static int strided(int extent, int stride) {
    return (extent - 1) / stride + 1;
  }

  private void stem() {
    convolution("conv1", STEM_CHANNELS, 7, 2);
    batchNorm("bn1");
    relu("relu");
    append("maxpool", new MaxPool(3, 2));
  }

  private void stage(int stage) {
    int width = STEM_CHANNELS << (stage - 1);
    for (int block = 0; block < blocks(settings, stage); block++) {
      String name = "layer" + stage + "." + block;
      residualBlock(name, width, block == 0 ? stageStride(settings, stage) : 1);
    }
  }

  private static int blocks(EncoderSettings settings, int stage) {
    int[] blocks =
        switch (settings.architecture()) {
          case RESNET18 -> new int[] {2, 2, 2, 2};
          case RESNET34, RESNET50 -> new int[] {3, 4, 6, 3};
          case RESNET101 -> new int[] {3, 4, 23, 3};
          case VIT_SMALL, VIT_BASE -> throw new IllegalArgumentException("No residual network");
        };
    return blocks[stage - 1];
  }

  /** Whether blocks are a 3×3 convolution between two of 1×1, or else two of 3×3. */
  public static boolean hasBottlenecks(Architecture architecture) {
    return architecture == Architecture.RESNET50 || architecture == Architecture.RESNET101;
  }

  private static int expansion(Architecture architecture) {
    return hasBottlenecks(architecture) ? BOTTLENECK_EXPANSION : 1;
  }

  private void residualBlock(String name, int width, int stride) {
    String input = last;
    int inputChannels = channels;
    if (hasBottlenecks(settings.architecture())) {
      bottleneckBranch(name, width, stride);
    } else {
      basicBranch(name, width, stride);
    }
    String branch = last;
    shortcut(name, input, inputChannels, stride);
    nodes.add(new NetworkNode(name + ".add", List.of(branch, last), new Add()));
    last = name + ".add";
    relu(name + ".relu");
  }

  private void basicBranch(String name, int width, int stride) {
    convolution(name + ".conv1", width, 3, stride);
    batchNorm(name + ".bn1");
    relu(name + ".relu1");
    convolution(name + ".conv2", width, 3, 1);
    batchNorm(name + ".bn2");
  }

  private void bottleneckBranch(String name, int width, int stride) {
    convolution(name + ".conv1", width, 1, 1);
    batchNorm(name + ".bn1");
    relu(name + ".relu1");
    convolution(name + ".conv2", width, 3, stride);
    batchNorm(name + ".bn2");
    relu(name + ".relu2");
    convolution(name + ".conv3", BOTTLENECK_EXPANSION * width, 1, 1);
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
