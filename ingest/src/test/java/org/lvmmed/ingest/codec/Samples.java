package org.lvmmed.ingest.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Made-up images: smooth areas, edges, flat stretches and noise. */
final class Samples {

  private Samples() {}

  /** Values of 0 to 2^bits − 1 in C order. */
  static int[] image(FrameSize size, int bits, long seed) {
    Random random = new Random(seed);
    int max = (1 << bits) - 1;
    int[] out = new int[size.length()];
    for (int i = 0; i < out.length; i++) {
      int s = i % size.samples();
      int x = i / size.samples() % size.columns();
      int y = i / size.samples() / size.columns();
      double wave = 0.5 + 0.4 * Math.sin(x * 0.21 + s) * Math.cos(y * 0.17);
      double value = x < size.columns() / 3 ? 0.25 + (y > size.rows() / 2 ? 0.5 : 0) : wave;
      int noise = y % 7 == 3 ? random.nextInt(Math.max(1, max / 3)) : 0;
      out[i] = y % 11 == 5 ? random.nextInt(max + 1) : (int) Math.min(max, value * max + noise);
    }
    return out;
  }

  static int[] values(Raster raster) {
    ByteBuffer in = ByteBuffer.wrap(raster.data()).order(ByteOrder.LITTLE_ENDIAN);
    int[] out = new int[raster.size().length()];
    for (int i = 0; i < out.length; i++) {
      out[i] = raster.bytesPerSample() == 1 ? in.get() & 0xff : in.getShort() & 0xffff;
    }
    return out;
  }
}
