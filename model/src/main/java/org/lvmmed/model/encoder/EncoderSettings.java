package org.lvmmed.model.encoder;

import static java.util.stream.Collectors.joining;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/**
 * What an encoder is made of.
 *
 * @param architecture the network
 * @param inputSize rows and columns of a training view, in pixels (32 to 512)
 * @param outputStride input pixels per position of the feature map: 32, 16 or 8; below 32 the last
 *     stages keep stride 1, without dilation, so that weights keep torchvision's names and shapes
 */
public record EncoderSettings(Architecture architecture, int inputSize, int outputStride)
    implements Serializable {

  static final int SMALLEST_INPUT = 32;
  static final int LARGEST_INPUT = 512;

  public EncoderSettings {
    if (outputStride != 32 && outputStride != 16 && outputStride != 8) {
      throw new IllegalArgumentException(
          "Invalid encoder.output-stride: " + outputStride + " (32, 16 or 8)");
    }
    if (inputSize < SMALLEST_INPUT || inputSize > LARGEST_INPUT) {
      throw new IllegalArgumentException(
          "Invalid encoder.input-size: " + inputSize + " (32 to 512 pixels)");
    }
  }

  /** The networks that can be built, with torchvision's layer names and shapes. */
  public enum Architecture {
    RESNET18(512),
    RESNET34(512),
    RESNET50(2048),
    RESNET101(2048);

    private final int features;

    Architecture(int features) {
      this.features = features;
    }

    /** Channels of the last feature map. */
    public int features() {
      return features;
    }

    /** The name of the constructor in {@code torchvision.models}. */
    public String torchName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The architecture of that {@link #torchName()}. */
    public static Architecture ofTorchName(String name) {
      for (Architecture architecture : values()) {
        if (architecture.torchName().equals(name)) {
          return architecture;
        }
      }
      throw new IllegalArgumentException(
          "Invalid encoder.architecture: %s (%s)".formatted(name, torchNames()));
    }

    private static String torchNames() {
      return Arrays.stream(values()).map(Architecture::torchName).collect(joining(", "));
    }
  }
}
