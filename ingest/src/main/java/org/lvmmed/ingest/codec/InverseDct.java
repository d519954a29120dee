package org.lvmmed.ingest.codec;

/**
 * The inverse discrete cosine transform of ITU-T T.81, A.3.3, by rows and columns; the even half of
 * each transform of 8 is split once more.
 */
final class InverseDct {
  private static final int N = 8;
  private static final float C1 = half(1);
  private static final float C2 = half(2);
  private static final float C3 = half(3);
  private static final float C4 = half(4);
  private static final float C5 = half(5);
  private static final float C6 = half(6);
  private static final float C7 = half(7);

  private final int[] quantisation;
  private final float centre;
  private final int max;
  private final float[] block = new float[N * N];

  /**
   * @param quantisation step of each coefficient, row by row
   */
  InverseDct(int[] quantisation, int precision) {
    this.quantisation = quantisation;
    this.centre = 1 << precision - 1;
    this.max = (1 << precision) - 1;
  }

  private static float half(int k) {
    return (float) (Math.cos(k * Math.PI / 16) / 2);
  }

  /**
   * Transforms all blocks.
   *
   * @param coefficients block after block, each in rows
   * @param stride blocks in a row of blocks
   * @return samples in rows of {@code 8 × stride}
   */
  short[] transform(short[] coefficients, int stride) {
    short[] out = new short[coefficients.length];
    int width = stride * N;
    for (int b = 0; b * N * N < coefficients.length; b++) {
      int to = b / stride * N * width + b % stride * N;
      if (dequantise(coefficients, b * N * N)) {
        fillFlat(out, to, width);
      } else {
        transformBlock();
        store(out, to, width);
      }
    }
    return out;
  }

  /** Returns whether the block has no coefficient but the first. */
  private boolean dequantise(short[] coefficients, int from) {
    int others = 0;
    for (int i = 0; i < N * N; i++) {
      int value = coefficients[from + i];
      block[i] = (float) value * quantisation[i];
      others |= i > 0 ? value : 0;
    }
    return others == 0;
  }

  private void fillFlat(short[] out, int to, int width) {
    short value = sample(block[0] / N);
    for (int y = 0; y < N; y++) {
      java.util.Arrays.fill(out, to + y * width, to + y * width + N, value);
    }
  }

  private void transformBlock() {
    for (int row = 0; row < N; row++) {
      transformLine(row * N, 1);
    }
    for (int column = 0; column < N; column++) {
      transformLine(column, N);
    }
  }

  private void transformLine(int at, int step) {
    float s1 = block[at + step];
    float s2 = block[at + 2 * step];
    float s3 = block[at + 3 * step];
    float s5 = block[at + 5 * step];
    float s6 = block[at + 6 * step];
    float s7 = block[at + 7 * step];
    float sum = (block[at] + block[at + 4 * step]) * C4;
    float difference = (block[at] - block[at + 4 * step]) * C4;
    float outer = s2 * C2 + s6 * C6;
    float inner = s2 * C6 - s6 * C2;
    butterfly(at, step, 0, sum + outer, s1 * C1 + s3 * C3 + s5 * C5 + s7 * C7);
    butterfly(at, step, 1, difference + inner, s1 * C3 - s3 * C7 - s5 * C1 - s7 * C5);
    butterfly(at, step, 2, difference - inner, s1 * C5 - s3 * C1 + s5 * C7 + s7 * C3);
    butterfly(at, step, 3, sum - outer, s1 * C7 - s3 * C5 + s5 * C3 - s7 * C1);
  }

  private void butterfly(int at, int step, int k, float even, float odd) {
    block[at + k * step] = even + odd;
    block[at + (N - 1 - k) * step] = even - odd;
  }

  private void store(short[] out, int to, int width) {
    for (int y = 0; y < N; y++) {
      for (int x = 0; x < N; x++) {
        out[to + y * width + x] = sample(block[y * N + x]);
      }
    }
  }

  private short sample(float value) {
    return (short) Math.max(0, Math.min(max, Math.round(value + centre)));
  }
}
