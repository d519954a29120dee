package org.lvmmed.jobs.pretrain.plan;

/**
 * Positions of numbers in ascending order, equal numbers in the order in which they stand: a radix
 * sort, of linear time, with two positions a number for memory.
 */
final class Argsort {

  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;

  private Argsort() {}

  static int[] ascending(long[] numbers) {
    int[] from = new int[numbers.length];
    for (int i = 0; i < from.length; i++) {
      from[i] = i;
    }
    int[] to = new int[numbers.length];
    for (int shift = 0; shift < Long.SIZE; shift += DIGIT_BITS) {
      distribute(numbers, shift, from, to);
      int[] sorted = to;
      to = from;
      from = sorted;
    }
    return from;
  }

  /** Puts positions in the order of one digit of their numbers. */
  private static void distribute(long[] numbers, int shift, int[] from, int[] to) {
    int[] next = new int[DIGITS + 1];
    for (long number : numbers) {
      next[digit(number, shift) + 1]++;
    }
    for (int d = 0; d < DIGITS; d++) {
      next[d + 1] += next[d];
    }
    for (int position : from) {
      to[next[digit(numbers[position], shift)]++] = position;
    }
  }

  /** Without its sign turned, a negative number would come after the positive ones. */
  private static int digit(long number, int shift) {
    return (int) ((number ^ Long.MIN_VALUE) >>> shift) & (DIGITS - 1);
  }
}
