package org.lvmmed.model.encoder;

import static java.util.stream.Collectors.joining;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import org.lvmmed.rules.Rules;

/**
 * What an encoder is made of.
 *
 * @param architecture the network
 * @param inputSize rows and columns of a training view, in pixels (32 to 512)
 * @param outputStride input pixels per position of the feature map: 32, 16 or 8; below 32 the last
 *     stages of a residual network keep stride 1, without dilation, so that weights keep
 *     torchvision's names and shapes; of a transformer the patch size, 16 or 8, of which the input
 *     size is a multiple
 */
public record EncoderSettings(Architecture architecture, int inputSize, int outputStride)
    implements Serializable {

  static final int SMALLEST_INPUT = 32;
  static final int LARGEST_INPUT = 512;
  private static final int LARGEST_PATCH = 16;

  public EncoderSettings {
    boolean transformer = architecture.isTransformer();
    int widest = transformer ? LARGEST_PATCH : 32;
    boolean stride = outputStride == 32 || outputStride == 16 || outputStride == 8;
    Rules.of("encoder")
        .that(
            stride && outputStride <= widest,
            "output-stride",
            outputStride,
            transformer ? "16 or 8, the patch size of " + architecture.title() : "32, 16 or 8")
        .that(
            inputSize >= SMALLEST_INPUT && inputSize <= LARGEST_INPUT,
            "input-size",
            inputSize,
            SMALLEST_INPUT + " to " + LARGEST_INPUT + " pixels")
        .that(
            !(transformer && stride) || inputSize % outputStride == 0,
            "input-size",
            inputSize,
            "a multiple of the patch size " + outputStride)
        .check();
  }

  /** The networks that can be built, with layer names and shapes of torchvision and timm. */
  public enum Architecture {
    RESNET18(512),
    RESNET34(512),
    RESNET50(2048),
    RESNET101(2048),
    VIT_SMALL(384),
    VIT_BASE(768);

    private final int features;

    Architecture(int features) {
      this.features = features;
    }

    /** Channels of the last feature map. */
    public int features() {
      return features;
    }

    /** Whether it is a vision transformer, else a residual network. */
    public boolean isTransformer() {
      return this == VIT_SMALL || this == VIT_BASE;
    }

    /** As recipes and files name it. */
    public String title() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name of the constructor in {@code torchvision.models}, or timm's of the model. */
    public String publishedName() {
      String name = name().toLowerCase(Locale.ROOT);
      return isTransformer() ? name + "_patch16_224" : name;
    }

    /** The architecture of that {@link #title()}. */
    public static Architecture ofTitle(String name) {
      for (Architecture architecture : values()) {
        if (architecture.title().equals(name)) {
          return architecture;
        }
      }
      throw new IllegalArgumentException(
          "Invalid encoder.architecture: %s (%s)".formatted(name, titles()));
    }

    private static String titles() {
      return Arrays.stream(values()).map(Architecture::title).collect(joining(", "));
    }
  }
}
