package org.lvmmed.model.encoder;

/**
 * Where one named tensor lies in an encoder's flat parameters.
 *
 * @param name torchvision's name, such as {@code layer1.0.conv1.weight} or {@code bn1.running_mean}
 * @param offset index of its first value
 * @param shape its extents, in C order: convolutions are outputs × inputs × rows × columns, all
 *     else is one value per channel
 */
public record ParameterTensor(String name, int offset, int[] shape) {

  /** Number of values. */
  public int length() {
    int length = 1;
    for (int extent : shape) {
      length *= extent;
    }
    return length;
  }

  /** Index after its last value. */
  public int end() {
    return offset + length();
  }

  /** Whether it is a batch norm's running statistic, which no gradient moves. */
  boolean isStatistic() {
    return name.endsWith(".running_mean") || name.endsWith(".running_var");
  }

  boolean isConvolution() {
    return shape.length == 4;
  }
}
