package org.lvmmed.model.encoder;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.lvmmed.model.network.ParameterTensor;
import org.lvmmed.model.network.StateLayout;

/**
 * Weights and images by a formula of name and index in 32-bit arithmetic, which other languages
 * compute to the same bits. Relative positions are large enough to matter.
 */
public final class SamWeights {

  private SamWeights() {}

  /** Of an encoder's layout. */
  public static float[] of(StateLayout layout) {
    float[] parameters = new float[layout.parameterCount()];
    for (ParameterTensor tensor : layout.tensors()) {
      float centre = isNorm(tensor) && tensor.name().endsWith(".weight") ? 1 : 0;
      float scale = scale(tensor);
      float[] values = uniform(tensor.name(), tensor.length());
      for (int i = 0; i < values.length; i++) {
        parameters[tensor.offset() + i] = centre + scale * values[i];
      }
    }
    return parameters;
  }

  /** Batch × 3 × size × size. */
  public static float[] images(int batch, int size) {
    return uniform("images", batch * 3 * size * size);
  }

  private static boolean isNorm(ParameterTensor tensor) {
    return tensor.name().contains(".norm");
  }

  private static float scale(ParameterTensor tensor) {
    String name = tensor.name();
    if (isNorm(tensor)) {
      return name.endsWith(".weight") ? 0.5f : 0.2f;
    }
    if (name.endsWith(".bias")) {
      return 0.2f;
    }
    return name.contains("rel_pos") || name.equals("pos_embed") ? 0.5f : 0.06f;
  }

  /** Between −1 and 1. */
  private static float[] uniform(String name, int count) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.US_ASCII));
    int seed = (int) crc.getValue();
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (Integer.toUnsignedLong(mixed(i * 0x9E3779B1 + seed)) / 0x1p31 - 1);
    }
    return values;
  }

  private static int mixed(int seed) {
    int x = seed;
    x = (x ^ (x >>> 15)) * 0x85EBCA6B;
    x = (x ^ (x >>> 13)) * 0xC2B2AE35;
    return x ^ (x >>> 16);
  }
}
