package org.lvmmed.ingest.codec;

import java.util.Arrays;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * Decodes lines of JPEG-LS samples (ITU-T T.87 annex A): each sample is predicted from its
 * neighbours, the error's Golomb code adapts to their gradients, and flat stretches are run-coded.
 * Lines begin at index 1; index 0 and the one after the last hold the margins of A.2.1.
 */
final class LsLineDecoder {
  private static final int CONTEXTS = 365;

  /** Run context where left and upper neighbour differ; the next one is for those that agree. */
  private static final int RUN = CONTEXTS;

  private static final int MIN_C = -128;
  private static final int MAX_C = 127;

  /** Order of the run lengths' codes (A.2.1, J). */
  private static final int[] RUN_ORDER = {
    0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13,
    14, 15
  };

  private final LsParameters parameters;
  private final int near;
  private final int step;
  private final int range;
  private final int errorBits;
  private final int limit;
  private final int width;
  private final LsBits in;
  private final int[] runIndex;

  private final int[] a = new int[CONTEXTS + 2];
  private final int[] b = new int[CONTEXTS];
  private final int[] c = new int[CONTEXTS];
  private final int[] n = new int[CONTEXTS + 2];
  private final int[] negative = new int[2];

  /**
   * @param near greatest error of a sample, 0 for lossless
   * @param components that are interleaved
   */
  LsLineDecoder(LsParameters parameters, int near, int components, int width, LsBits in) {
    this.parameters = parameters;
    this.near = near;
    this.step = 2 * near + 1;
    this.range = (parameters.maxValue() + 2 * near) / step + 1;
    this.errorBits = bitsFor(range);
    int sampleBits = Math.max(2, bitsFor(parameters.maxValue() + 1));
    this.limit = 2 * (sampleBits + Math.max(8, sampleBits));
    this.width = width;
    this.in = in;
    this.runIndex = new int[components];
    Arrays.fill(a, Math.max(2, (range + 32) / 64));
    Arrays.fill(n, 1);
  }

  /** The number of bits for so many different values: ⌈log2⌉. */
  private static int bitsFor(int values) {
    return 32 - Integer.numberOfLeadingZeros(values - 1);
  }

  /** Decodes a line of one component. */
  void decode(int component, int[] above, int[] line) throws UnreadableImageException {
    int x = 1;
    while (x <= width) {
      int context = context(above, line, x);
      if (context != 0) {
        line[x] = regular(context, above, line, x);
        x++;
        continue;
      }
      x += run(component, line.length - 1 - x, new int[][] {line}, x);
      if (x <= width) {
        line[x] = interruption(component, line[x - 1], above[x], true);
        endRun(component);
        x++;
      }
    }
  }

  /** Decodes a line of all components, the samples of a pixel together. */
  void decodeBySample(int[][] above, int[][] lines) throws UnreadableImageException {
    int x = 1;
    int[] contexts = new int[lines.length];
    while (x <= width) {
      boolean flat = true;
      for (int k = 0; k < lines.length; k++) {
        contexts[k] = context(above[k], lines[k], x);
        flat &= contexts[k] == 0;
      }
      if (flat) {
        x += run(0, width + 1 - x, lines, x);
        if (x > width) {
          break;
        }
        for (int k = 0; k < lines.length; k++) {
          lines[k][x] = interruption(0, lines[k][x - 1], above[k][x], false);
        }
        endRun(0);
      } else {
        for (int k = 0; k < lines.length; k++) {
          lines[k][x] = regular(contexts[k], above[k], lines[k], x);
        }
      }
      x++;
    }
  }

  /** The signed context of A.3.4; 0 where all gradients are flat. */
  private int context(int[] above, int[] line, int x) {
    int left = line[x - 1];
    int up = above[x];
    int upLeft = above[x - 1];
    int upRight = above[x + 1];
    return 81 * quantise(upRight - up) + 9 * quantise(up - upLeft) + quantise(upLeft - left);
  }

  private int quantise(int gradient) {
    int size = Math.abs(gradient);
    if (size <= near) {
      return 0;
    }
    int q = 4;
    if (size < parameters.t1()) {
      q = 1;
    } else if (size < parameters.t2()) {
      q = 2;
    } else if (size < parameters.t3()) {
      q = 3;
    }
    return gradient < 0 ? -q : q;
  }

  private int regular(int signedContext, int[] above, int[] line, int x)
      throws UnreadableImageException {
    int sign = signedContext < 0 ? -1 : 1;
    int q = Math.abs(signedContext);
    int prediction = median(line[x - 1], above[x], above[x - 1]) + sign * c[q];
    prediction = Math.max(0, Math.min(parameters.maxValue(), prediction));
    int k = golombParameter(n[q], a[q]);
    int error = unmap(golomb(k, limit), k == 0 && near == 0 && 2 * b[q] <= -n[q]);
    update(q, error);
    return reconstruct(prediction, sign * error);
  }

  /** A.4.1: picks a horizontal or vertical edge, or the plane through the neighbours. */
  private static int median(int left, int up, int upLeft) {
    if (upLeft >= Math.max(left, up)) {
      return Math.min(left, up);
    }
    if (upLeft <= Math.min(left, up)) {
      return Math.max(left, up);
    }
    return left + up - upLeft;
  }

  private static int golombParameter(int occurrences, int magnitude) {
    int k = 0;
    while (k < 24 && occurrences << k < magnitude) {
      k++;
    }
    return k;
  }

  /** A.5.3: unary prefix and {@code k} bits, or, past the limit, the value itself. */
  private int golomb(int k, int codeLimit) throws UnreadableImageException {
    int escape = codeLimit - errorBits - 1;
    int zeros = in.zeros(escape);
    return zeros < escape ? (zeros << k) + in.bits(k) : in.bits(errorBits) + 1;
  }

  private static int unmap(int mapped, boolean mirrored) {
    boolean odd = (mapped & 1) == 1;
    if (mirrored) {
      return odd ? mapped >> 1 : -(mapped >> 1) - 1;
    }
    return odd ? -(mapped + 1 >> 1) : mapped >> 1;
  }

  /** A.6: counts the error in and lets the bias cancel follow. */
  private void update(int q, int error) {
    b[q] += error * step;
    a[q] += Math.abs(error);
    if (n[q] == parameters.reset()) {
      a[q] >>= 1;
      b[q] = b[q] >= 0 ? b[q] >> 1 : -(1 - b[q] >> 1);
      n[q] >>= 1;
    }
    n[q]++;
    if (b[q] <= -n[q]) {
      b[q] = Math.max(b[q] + n[q], 1 - n[q]);
      c[q] = Math.max(MIN_C, c[q] - 1);
    } else if (b[q] > 0) {
      b[q] = Math.min(b[q] - n[q], 0);
      c[q] = Math.min(MAX_C, c[q] + 1);
    }
  }

  private int reconstruct(int prediction, int error) {
    int value = prediction + error * step;
    if (value < -near) {
      value += range * step;
    } else if (value > parameters.maxValue() + near) {
      value -= range * step;
    }
    return Math.max(0, Math.min(parameters.maxValue(), value));
  }

  /** A.7.1: repeats the sample to the left; returns how often. */
  private int run(int component, int rest, int[][] lines, int x) throws UnreadableImageException {
    int length = 0;
    while (length < rest) {
      int order = RUN_ORDER[runIndex[component]];
      if (in.bit() == 0) {
        length += in.bits(order);
        if (length >= rest) {
          throw Faults.corrupt("Invalid JPEG-LS data: a run passes the end of its line");
        }
        break;
      }
      int full = 1 << order;
      if (full <= rest - length && runIndex[component] < RUN_ORDER.length - 1) {
        runIndex[component]++;
      }
      length = Math.min(rest, length + full);
    }
    for (int[] line : lines) {
      Arrays.fill(line, x, x + length, line[x - 1]);
    }
    return length;
  }

  /**
   * A.7.2: the sample that ends a run.
   *
   * @param distinguishes whether neighbours that agree have a context of their own
   */
  private int interruption(int component, int left, int up, boolean distinguishes)
      throws UnreadableImageException {
    int type = distinguishes && Math.abs(left - up) <= near ? 1 : 0;
    int q = RUN + type;
    int k = golombParameter(n[q], type == 0 ? a[q] : a[q] + (n[q] >> 1));
    int mapped = golomb(k, limit - RUN_ORDER[runIndex[component]] - 1);
    int size = mapped + type + 1 >> 1;
    boolean odd = (mapped + type & 1) == 1;
    boolean oddIsNegative = k != 0 || 2 * negative[type] >= n[q];
    int error = odd == oddIsNegative ? -size : size;
    updateRun(q, type, error, mapped);
    int sign = type == 0 && left > up ? -1 : 1;
    return reconstruct(type == 1 ? left : up, sign * error);
  }

  private void updateRun(int q, int type, int error, int mapped) {
    if (error < 0) {
      negative[type]++;
    }
    a[q] += mapped + 1 - type >> 1;
    if (n[q] == parameters.reset()) {
      a[q] >>= 1;
      n[q] >>= 1;
      negative[type] >>= 1;
    }
    n[q]++;
  }

  private void endRun(int component) {
    if (runIndex[component] > 0) {
      runIndex[component]--;
    }
  }
}
