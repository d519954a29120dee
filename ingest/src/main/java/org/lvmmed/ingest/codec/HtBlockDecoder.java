package org.lvmmed.ingest.codec;

import java.util.Arrays;

/**
 * Decodes a code block of HTJ2K, whose coefficients one cleanup pass holds (ITU-T T.814, 7.3):
 * quads of two by two samples, pair by pair. Each tells which samples are significant and a bound
 * of their exponents; then come the magnitudes' bits.
 */
final class HtBlockDecoder {
  private static final int TOP_BIT = 30;
  private static final int LONGEST_SUFFIX = 4079;

  private final int width;
  private final int height;
  private final int plane;
  private final HtForwardBits magnitudes;
  private final HtRuns runs;
  private final HtBackwardBits words;
  private final int quads;
  private final int[] out;

  /** Significant samples and exponents' bounds of the line above, with a quad on either side. */
  private int[] above;

  private int[] line;

  /** Exponents of the lower samples above, with two samples on either side. */
  private int[] exponentsAbove;

  private int[] exponents;

  private HtBlockDecoder(byte[] data, int length, int width, int height, int missing) {
    if (length < 2) {
      throw new IllegalArgumentException("A cleanup pass of less than two bytes");
    }
    int suffix = (data[length - 1] & 0xff) << 4 | data[length - 2] & 0xf;
    if (suffix < 2 || suffix > length || suffix > LONGEST_SUFFIX || missing >= TOP_BIT) {
      throw new IllegalArgumentException("A cleanup pass whose suffix or planes are impossible");
    }
    this.width = width;
    this.height = height;
    this.plane = TOP_BIT - missing;
    this.magnitudes = new HtForwardBits(data, length - suffix);
    this.runs = new HtRuns(data, length - suffix, length - 1);
    this.words = new HtBackwardBits(data, length - suffix, length);
    this.quads = (width + 1) / 2;
    this.above = new int[quads + 3];
    this.line = new int[quads + 3];
    this.exponentsAbove = new int[2 * quads + 6];
    this.exponents = new int[2 * quads + 6];
    this.out = new int[width * height];
  }

  /**
   * The coefficients, row by row: the sign in bit 31, the highest plane in bit 30, and half a step
   * below the lowest.
   *
   * @param length bytes of the pass
   * @param missing planes above all of the block's
   */
  static int[] decode(byte[] data, int length, int width, int height, int missing) {
    HtBlockDecoder block = new HtBlockDecoder(data, length, width, height, missing);
    for (int y = 0; y < height; y += 2) {
      block.decodeLine(y);
    }
    return block.out;
  }

  private void decodeLine(int y) {
    boolean first = y == 0;
    Arrays.fill(line, 0);
    Arrays.fill(exponents, 0);
    for (int quad = 0; quad < quads; quad += 2) {
      int left = word(first, quad);
      int right = quad + 1 < quads ? word(first, quad + 1) : HtCodewords.NOTHING;
      int[] excess = excess(first, HtCodewords.hasExcess(left), HtCodewords.hasExcess(right));
      samples(y, quad, left, excess[0]);
      if (quad + 1 < quads) {
        samples(y, quad + 1, right, excess[1]);
      }
    }
    int[] swap = above;
    above = line;
    line = swap;
    swap = exponentsAbove;
    exponentsAbove = exponents;
    exponents = swap;
  }

  private int word(boolean first, int quad) {
    int context = first ? besides(quad) : around(quad);
    int word = HtCodewords.NOTHING;
    if (context != 0 || runs.next()) {
      word = (first ? HtCodewords.FIRST_LINE : HtCodewords.OTHER_LINES).next(context, words);
    }
    line[quad + 1] = HtCodewords.significant(word);
    return word;
  }

  /** The context in the first line: what the quad to the left has. */
  private int besides(int quad) {
    int left = line[quad];
    return left & 1 | left >> 1;
  }

  /** The context in other lines: the neighbours above, to the left, and above to the right. */
  private int around(int quad) {
    int left = line[quad];
    int upper = above[quad + 1];
    return above[quad] >> 3 & 1
        | upper >> 1 & 1
        | (left >> 2 & 1 | left >> 3 & 1) << 1
        | (upper >> 3 & 1 | above[quad + 2] >> 1 & 1) << 2;
  }

  /** What the bounds of a pair of quads exceed their predictions by. */
  private int[] excess(boolean first, boolean left, boolean right) {
    int base = 0;
    if (first && left && right) {
      if (!runs.next()) {
        return pairInFirstLine();
      }
      base = 2;
    }
    int leftPrefix = left ? prefix() : 0;
    int rightPrefix = right ? prefix() : 0;
    int leftSuffix = suffix(leftPrefix);
    int rightSuffix = suffix(rightPrefix);
    return new int[] {
      base + leftPrefix + leftSuffix + extension(leftSuffix),
      base + rightPrefix + rightSuffix + extension(rightSuffix)
    };
  }

  /**
   * Where both have one and not both are above two, that of the second is 1 or 2 behind a long one.
   */
  private int[] pairInFirstLine() {
    int leftPrefix = prefix();
    if (leftPrefix > 2) {
      int rightExcess = words.read(1) + 1;
      int suffix = suffix(leftPrefix);
      return new int[] {leftPrefix + suffix + extension(suffix), rightExcess};
    }
    int rightPrefix = prefix();
    int suffix = suffix(rightPrefix);
    return new int[] {leftPrefix, rightPrefix + suffix + extension(suffix)};
  }

  private int prefix() {
    int ahead = words.peek(3);
    if ((ahead & 1) != 0) {
      words.skip(1);
      return 1;
    }
    if ((ahead & 2) != 0) {
      words.skip(2);
      return 2;
    }
    words.skip(3);
    return ahead == 4 ? 3 : 5;
  }

  private int suffix(int prefix) {
    return prefix < 3 ? 0 : words.read(prefix == 3 ? 1 : 5);
  }

  private int extension(int suffix) {
    return suffix < 28 ? 0 : 4 * words.read(4);
  }

  private void samples(int y, int quad, int word, int excess) {
    int significant = HtCodewords.significant(word);
    int bound = excess + predicted(y, quad, significant);
    for (int sample = 0; sample < 4; sample++) {
      if ((significant >> sample & 1) != 0) {
        sample(y + (sample & 1), 2 * quad + (sample >> 1), word, sample, bound);
      }
    }
  }

  /** One less than the largest exponent above, where more than one sample is significant. */
  private int predicted(int y, int quad, int significant) {
    if (y == 0 || Integer.bitCount(significant) < 2) {
      return 1;
    }
    int largest = 0;
    for (int x = 2 * quad + 1; x <= 2 * quad + 4; x++) {
      largest = Math.max(largest, exponentsAbove[x]);
    }
    return Math.max(1, largest - 1);
  }

  private void sample(int row, int column, int word, int sample, int bound) {
    int bits = bound - HtCodewords.isKnown(word, sample);
    if (bits < 0 || bits > TOP_BIT) {
      throw new IllegalArgumentException("A magnitude of " + bits + " bits");
    }
    int read = magnitudes.read(bits);
    // Twice the magnitude less two, with the sign in place of the lowest bit.
    int value = read | HtCodewords.leading(word, sample) << bits | 1;
    if ((row & 1) == 1) {
      exponents[column + 2] = Integer.SIZE - Integer.numberOfLeadingZeros(value);
    }
    if (row < height && column < width) {
      out[row * width + column] = (read & 1) << 31 | value + 2 << plane - 1;
    }
  }
}
