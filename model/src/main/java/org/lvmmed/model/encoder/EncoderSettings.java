package org.lvmmed.model.encoder;

import static java.util.stream.Collectors.joining;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
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

  public EncoderSettings {
    Rules rules =
        Rules.of("encoder")
            .that(
                List.of(32, 16, 8).contains(outputStride),
                "output-stride",
                outputStride,
                "32, 16 or 8")
            .that(
                inputSize >= SMALLEST_INPUT && inputSize <= LARGEST_INPUT,
                "input-size",
                inputSize,
                SMALLEST_INPUT + " to " + LARGEST_INPUT + " pixels");
    architecture.family().restrict(rules, inputSize, outputStride);
    rules.check();
  }

  /** The networks that can be built, with layer names and shapes of torchvision and timm. */
  public enum Architecture {
    RESNET18(ResNetFamily.ofPairs("resnet18", 2, 2, 2, 2)),
    RESNET34(ResNetFamily.ofPairs("resnet34", 3, 4, 6, 3)),
    RESNET50(ResNetFamily.ofBottlenecks("resnet50", 3, 4, 6, 3)),
    RESNET101(ResNetFamily.ofBottlenecks("resnet101", 3, 4, 23, 3)),
    VIT_SMALL(new TransformerFamily("vit_small_patch16_224", 384)),
    VIT_BASE(new TransformerFamily("vit_base_patch16_224", 768)),
    SAM_VIT_BASE(new SamFamily("samvit_base_patch16", 768));

    private final EncoderFamily family;

    Architecture(EncoderFamily family) {
      this.family = family;
    }

    /** What it is one of. */
    public EncoderFamily family() {
      return family;
    }

    /** Channels of the feature map. */
    public int features() {
      return family.features();
    }

    /** As recipes and files name it. */
    public String title() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
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
