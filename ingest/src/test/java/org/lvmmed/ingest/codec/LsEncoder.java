package org.lvmmed.ingest.codec;

import java.io.ByteArrayOutputStream;

/** A JPEG-LS encoder (ITU-T T.87 annex A) for one scan, for tests. */
final class LsEncoder {
  private static final int[] J = {
    0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13,
    14, 15
  };

  private final int near;
  private final int max;
  private final int range;
  private final int qbpp;
  private final int limit;
  private final int[] thresholds;
  private final int[] a = new int[367];
  private final int[] b = new int[365];
  private final int[] c = new int[365];
  private final int[] n = new int[367];
  private final int[] nn = new int[2];
  private final int[] runIndex;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int pending;
  private int free = 8;

  LsEncoder(int bits, int near, int components, int[] thresholds) {
    this.near = near;
    this.max = (1 << bits) - 1;
    this.range = (max + 2 * near) / (2 * near + 1) + 1;
    this.qbpp = log2(range);
    int bpp = Math.max(2, log2(max + 1));
    this.limit = 2 * (bpp + Math.max(8, bpp));
    this.thresholds = thresholds;
    this.runIndex = new int[components];
    java.util.Arrays.fill(a, Math.max(2, (range + 32) / 64));
    java.util.Arrays.fill(n, 1);
  }

  private static int log2(int values) {
    int bits = 0;
    while (1 << bits < values) {
      bits++;
    }
    return bits;
  }

  /**
   * Encodes one line; {@code above} and {@code line} have a margin, {@code line} becomes decoded.
   */
  void line(int component, int[] above, int[] line, int width) {
    int x = 1;
    while (x <= width) {
      int q = context(above, line, x);
      if (q != 0) {
        regular(q, above, line, x++);
        continue;
      }
      int start = x;
      while (x <= width && Math.abs(line[x] - line[start - 1]) <= near) {
        line[x++] = line[start - 1];
      }
      run(component, x - start, x > width);
      if (x <= width) {
        interruption(component, above, line, x++, true);
      }
    }
  }

  /** Encodes one line of all components by pixel. */
  void lineBySample(int[][] above, int[][] lines, int width) {
    int x = 1;
    while (x <= width) {
      boolean flat = true;
      int[] q = new int[lines.length];
      for (int k = 0; k < lines.length; k++) {
        q[k] = context(above[k], lines[k], x);
        flat &= q[k] == 0;
      }
      if (!flat) {
        for (int k = 0; k < lines.length; k++) {
          regular(q[k], above[k], lines[k], x);
        }
        x++;
        continue;
      }
      int start = x;
      while (x <= width && continues(lines, start - 1, x)) {
        for (int[] line : lines) {
          line[x] = line[start - 1];
        }
        x++;
      }
      run(0, x - start, x > width);
      if (x <= width) {
        int order = runIndex[0];
        for (int k = 0; k < lines.length; k++) {
          runIndex[0] = order;
          interruption(0, above[k], lines[k], x, false);
        }
        x++;
      }
    }
  }

  private boolean continues(int[][] lines, int before, int x) {
    for (int[] line : lines) {
      if (Math.abs(line[x] - line[before]) > near) {
        return false;
      }
    }
    return true;
  }

  private int context(int[] above, int[] line, int x) {
    return 81 * quantise(above[x + 1] - above[x])
        + 9 * quantise(above[x] - above[x - 1])
        + quantise(above[x - 1] - line[x - 1]);
  }

  private int quantise(int d) {
    int size = Math.abs(d);
    int q =
        size <= near
            ? 0
            : size < thresholds[0] ? 1 : size < thresholds[1] ? 2 : size < thresholds[2] ? 3 : 4;
    return d < 0 ? -q : q;
  }

  private void regular(int signed, int[] above, int[] line, int x) {
    int sign = signed < 0 ? -1 : 1;
    int q = Math.abs(signed);
    int left = line[x - 1];
    int up = above[x];
    int corner = above[x - 1];
    int prediction = left + up - corner;
    if (corner >= Math.max(left, up)) {
      prediction = Math.min(left, up);
    } else if (corner <= Math.min(left, up)) {
      prediction = Math.max(left, up);
    }
    prediction = Math.max(0, Math.min(max, prediction + sign * c[q]));
    int error = quantiseError(sign * (line[x] - prediction));
    line[x] = reconstruct(prediction, sign, error);
    error = modulo(error);
    int k = 0;
    while (n[q] << k < a[q]) {
      k++;
    }
    boolean mirrored = near == 0 && k == 0 && 2 * b[q] <= -n[q];
    int mapped;
    if (mirrored) {
      mapped = error >= 0 ? 2 * error + 1 : -2 * (error + 1);
    } else {
      mapped = error >= 0 ? 2 * error : -2 * error - 1;
    }
    golomb(mapped, k, limit);
    update(q, error);
  }

  private void update(int q, int error) {
    b[q] += error * (2 * near + 1);
    a[q] += Math.abs(error);
    if (n[q] == 64) {
      a[q] >>= 1;
      b[q] = b[q] >= 0 ? b[q] >> 1 : -((1 - b[q]) >> 1);
      n[q] >>= 1;
    }
    n[q]++;
    if (b[q] <= -n[q]) {
      b[q] += n[q];
      if (c[q] > -128) {
        c[q]--;
      }
      if (b[q] <= -n[q]) {
        b[q] = -n[q] + 1;
      }
    } else if (b[q] > 0) {
      b[q] -= n[q];
      if (c[q] < 127) {
        c[q]++;
      }
      if (b[q] > 0) {
        b[q] = 0;
      }
    }
  }

  private int quantiseError(int error) {
    return error > 0 ? (near + error) / (2 * near + 1) : -((near - error) / (2 * near + 1));
  }

  private int reconstruct(int prediction, int sign, int error) {
    return Math.max(0, Math.min(max, prediction + sign * error * (2 * near + 1)));
  }

  private int modulo(int error) {
    int e = error < 0 ? error + range : error;
    return e >= (range + 1) / 2 ? e - range : e;
  }

  private void run(int component, int length, boolean endOfLine) {
    int left = length;
    while (left >= 1 << J[runIndex[component]]) {
      bits(1, 1);
      left -= 1 << J[runIndex[component]];
      if (runIndex[component] < 31) {
        runIndex[component]++;
      }
    }
    if (endOfLine) {
      if (left > 0) {
        bits(1, 1);
      }
    } else {
      bits(0, 1);
      bits(left, J[runIndex[component]]);
    }
  }

  private void interruption(int component, int[] above, int[] line, int x, boolean types) {
    int left = line[x - 1];
    int up = above[x];
    int type = types && Math.abs(left - up) <= near ? 1 : 0;
    int prediction = type == 1 ? left : up;
    int sign = type == 0 && left > up ? -1 : 1;
    int error = quantiseError(sign * (line[x] - prediction));
    line[x] = reconstruct(prediction, sign, error);
    error = modulo(error);
    int q = 365 + type;
    int magnitude = type == 0 ? a[q] : a[q] + (n[q] >> 1);
    int k = 0;
    while (n[q] << k < magnitude) {
      k++;
    }
    boolean map =
        k == 0 && error > 0 && 2 * nn[type] < n[q]
            || error < 0 && 2 * nn[type] >= n[q]
            || error < 0 && k != 0;
    int mapped = 2 * Math.abs(error) - type - (map ? 1 : 0);
    golomb(mapped, k, limit - J[runIndex[component]] - 1);
    if (error < 0) {
      nn[type]++;
    }
    a[q] += (mapped + 1 - type) >> 1;
    if (n[q] == 64) {
      a[q] >>= 1;
      n[q] >>= 1;
      nn[type] >>= 1;
    }
    n[q]++;
    if (runIndex[component] > 0) {
      runIndex[component]--;
    }
  }

  private void golomb(int value, int k, int codeLimit) {
    int prefix = value >> k;
    if (prefix < codeLimit - qbpp - 1) {
      zeros(prefix);
      bits(value & (1 << k) - 1, k);
    } else {
      zeros(codeLimit - qbpp - 1);
      bits(value - 1, qbpp);
    }
  }

  private void zeros(int count) {
    for (int i = 0; i < count; i++) {
      bits(0, 1);
    }
    bits(1, 1);
  }

  private void bits(int value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      pending = pending << 1 | value >>> i & 1;
      if (--free == 0) {
        flush();
      }
    }
  }

  private void flush() {
    out.write(pending);
    free = pending == 0xff ? 7 : 8;
    pending = 0;
  }

  /** The coded bytes, the last one filled with zeros; after a last 0xFF one of zeros alone. */
  byte[] finish() {
    while (free != 8) {
      bits(0, 1);
    }
    return out.toByteArray();
  }
}
