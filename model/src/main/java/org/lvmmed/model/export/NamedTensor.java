package org.lvmmed.model.export;

import java.util.Arrays;

/**
 * A tensor of a file.
 *
 * @param shape extents; none for a scalar
 * @param values in C order
 */
public record NamedTensor(String name, int[] shape, float[] values) {

  public NamedTensor {
    long length = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
    if (length != values.length) {
      throw new IllegalArgumentException(
          "Tensor %s of shape %s has %d values, not %d"
              .formatted(name, Arrays.toString(shape), length, values.length));
    }
  }
}
