package org.lvmmed.model.network;

import java.io.Serializable;

/**
 * Where one named tensor lies in a network's flat parameters.
 *
 * @param name torchvision's name, such as {@code layer1.0.conv1.weight} or {@code bn1.running_mean}
 * @param offset index of its first value
 * @param shape its extents, in C order: convolutions are outputs × inputs × rows × columns, batch
 *     norms one value per channel
 */
public record ParameterTensor(String name, int offset, int[] shape) implements Serializable {

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

  /** Whether it is of a head rather than of an encoder. */
  public boolean isHead() {
    return HeadGraph.isHead(name);
  }
}
