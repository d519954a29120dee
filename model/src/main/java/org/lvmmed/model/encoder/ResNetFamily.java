package org.lvmmed.model.encoder;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.model.network.NetworkGraph;

/**
 * Residual networks. Layout and names are torchvision's ("v1.5": the 3×3 convolution of a
 * bottleneck carries the stride). An output stride below 32 sets the strides of the last stages to
 * 1, without dilation.
 *
 * @param name torchvision's
 * @param bottlenecks whether blocks are a 3×3 convolution between two of 1×1, or else two of 3×3
 * @param blocks of each of the four stages
 */
record ResNetFamily(String name, boolean bottlenecks, List<Integer> blocks)
    implements EncoderFamily {

  static final int STEM_CHANNELS = 64;
  private static final int BOTTLENECK_EXPANSION = 4;

  /** Input pixels per position after the stem and the first stage. */
  private static final int STRIDE_OF_FIRST_STAGE = 4;

  static ResNetFamily ofPairs(String name, Integer... blocks) {
    return new ResNetFamily(name, false, List.of(blocks));
  }

  static ResNetFamily ofBottlenecks(String name, Integer... blocks) {
    return new ResNetFamily(name, true, List.of(blocks));
  }

  @Override
  public int features() {
    return channels(blocks.size());
  }

  /** Of a stage's convolutions of 3×3 (stages count from 1). */
  static int width(int stage) {
    return STEM_CHANNELS << (stage - 1);
  }

  /** Of what a stage gives. */
  int channels(int stage) {
    return (bottlenecks ? BOTTLENECK_EXPANSION : 1) * width(stage);
  }

  /** Of a stage's first block: 2 from the second stage on, until the map is as wanted. */
  static int stride(EncoderSettings settings, int stage) {
    int reached = STRIDE_OF_FIRST_STAGE << (stage - 1);
    return stage > 1 && reached <= settings.outputStride() ? 2 : 1;
  }

  @Override
  public NetworkGraph graph(EncoderSettings settings) {
    return new ResNet(this, settings).graph();
  }

  @Override
  public MapShape mapShape(EncoderSettings settings, int rows, int columns) {
    return new MapShape(features(), mapExtent(settings, rows), mapExtent(settings, columns));
  }

  private int mapExtent(EncoderSettings settings, int pixels) {
    int extent = strided(strided(pixels, 2), 2);
    for (int stage = 1; stage <= blocks.size(); stage++) {
      extent = strided(extent, stride(settings, stage));
    }
    return extent;
  }

  /** Every kernel is odd and padded by half of it, so only the stride shrinks the map. */
  private static int strided(int extent, int stride) {
    return (extent - 1) / stride + 1;
  }

  /** The stem before its pooling, then the four stages. */
  @Override
  public List<Stage> stages(EncoderSettings settings) {
    List<Stage> stages = new ArrayList<>();
    stages.add(new Stage("relu", STEM_CHANNELS, 2));
    int stride = STRIDE_OF_FIRST_STAGE;
    for (int stage = 1; stage <= blocks.size(); stage++) {
      stride *= stride(settings, stage);
      String last = "layer%d.%d.relu".formatted(stage, blocks.get(stage - 1) - 1);
      stages.add(new Stage(last, channels(stage), stride));
    }
    return List.copyOf(stages);
  }

  @Override
  public Published published(EncoderSettings settings) {
    return new Published(
        "torchvision",
        true,
        "other sizes work",
        "batch norm with running statistics, epsilon 1e-5",
        note(settings),
        python(settings));
  }

  private static String note(EncoderSettings settings) {
    return settings.outputStride() == 32
        ? ""
        : """
          The output stride of %d comes from stride 1 in the last stages, without dilation: with
          torchvision's own strides the same weights give other features."""
            .formatted(settings.outputStride());
  }

  private String python(EncoderSettings settings) {
    return """
        import torch, torchvision
        from safetensors.torch import load_file

        net = torchvision.models.%s(weights=None)
        net.fc = torch.nn.Identity()
        %snet.load_state_dict(load_file("%s"))
        net.eval()
        with torch.no_grad():
            pooled = net(images)  # N x 3 x H x W, as preprocess.json says -> N x %d
        """
        .formatted(name, strides(settings), Published.WEIGHTS, features());
  }

  /** Below an output stride of 32, the first blocks of the last stages must be told. */
  private String strides(EncoderSettings settings) {
    StringBuilder lines = new StringBuilder();
    for (int stage = 2; stage <= blocks.size(); stage++) {
      if (stride(settings, stage) == 1) {
        String strided = bottlenecks ? "conv2" : "conv1";
        lines.append("net.layer%d[0].%s.stride = (1, 1)%n".formatted(stage, strided));
        lines.append("net.layer%d[0].downsample[0].stride = (1, 1)%n".formatted(stage));
      }
    }
    return lines.toString();
  }
}
