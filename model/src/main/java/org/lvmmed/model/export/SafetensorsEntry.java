package org.lvmmed.model.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A tensor as a safetensors header describes it.
 *
 * @param begin first byte, counted from the end of the header
 * @param end byte after its last
 */
record SafetensorsEntry(String name, ElementType type, int[] shape, long begin, long end) {

  static SafetensorsEntry of(String name, JsonNode node) throws IOException {
    JsonNode offsets = node.path("data_offsets");
    JsonNode extents = node.path("shape");
    if (!extents.isArray() || !offsets.isArray() || offsets.size() != 2) {
      throw invalid(name, "has no shape and data_offsets of two numbers");
    }
    int[] shape = new int[extents.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = extents.get(i).asInt(-1);
    }
    SafetensorsEntry entry =
        new SafetensorsEntry(
            name,
            type(name, node.path("dtype").asText()),
            shape,
            offsets.get(0).asLong(-1),
            offsets.get(1).asLong(-1));
    entry.checkLength();
    return entry;
  }

  private static ElementType type(String name, String dtype) throws IOException {
    return Arrays.stream(ElementType.values())
        .filter(type -> type.name().equals(dtype))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    name,
                    "has the element type \"%s\" (known: %s)"
                        .formatted(dtype, Arrays.toString(ElementType.values()))));
  }

  private void checkLength() throws IOException {
    boolean negative = Arrays.stream(shape).anyMatch(extent -> extent < 0);
    double expected = Arrays.stream(shape).asDoubleStream().reduce(type.bytes(), (a, b) -> a * b);
    if (negative || begin < 0 || end - begin != expected || expected > Integer.MAX_VALUE - 8) {
      throw invalid(
          name,
          "of shape %s and type %s cannot lie in the bytes [%d, %d)"
              .formatted(Arrays.toString(shape), type, begin, end));
    }
  }

  /** The format forbids gaps and overlaps. */
  void checkFollows(long position) throws IOException {
    if (begin != position) {
      throw invalid(name, "begins at byte %d, not at %d".formatted(begin, position));
    }
  }

  int bytes() {
    return (int) (end - begin);
  }

  NamedTensor decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.length / type.bytes()];
    for (int i = 0; i < values.length; i++) {
      values[i] = type.read(buffer);
    }
    return new NamedTensor(name, shape, values);
  }

  private static IOException invalid(String name, String what) {
    return new IOException("Invalid safetensors file: tensor " + name + " " + what);
  }
}
