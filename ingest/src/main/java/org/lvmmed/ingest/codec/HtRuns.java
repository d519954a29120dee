package org.lvmmed.ingest.codec;

/**
 * The adaptive run-length code of HTJ2K (ITU-T T.814, 7.3.3), which tells of quads amid nothing
 * whether they have anything: bytes from their highest bit on, of which the first behind 0xff is
 * left out.
 */
final class HtRuns {
  /** Of runs in each state: a whole run has so many events to the power of two. */
  private static final int[] EXPONENTS = {0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5};

  private final byte[] data;
  private final int end;
  private int at;
  private int held;
  private int count;
  private int state;
  private int zeros;
  private boolean one;

  /**
   * @param first byte of the code
   * @param end of it; its last byte has four bits alone
   */
  HtRuns(byte[] data, int first, int end) {
    this.data = data;
    this.at = first;
    this.end = end;
  }

  /** The next event. */
  boolean next() {
    if (zeros == 0 && !one) {
      run();
    }
    if (zeros > 0) {
      zeros--;
      return false;
    }
    one = false;
    return true;
  }

  private void run() {
    int exponent = EXPONENTS[state];
    if (bit() == 1) {
      zeros = 1 << exponent;
      state = Math.min(state + 1, EXPONENTS.length - 1);
      return;
    }
    for (int i = 0; i < exponent; i++) {
      zeros = 2 * zeros + bit();
    }
    one = true;
    state = Math.max(state - 1, 0);
  }

  private int bit() {
    if (count == 0) {
      boolean afterFull = held == 0xff;
      held = at < end ? data[at] & 0xff : 0xff;
      if (at == end - 1) {
        held |= 0xf;
      }
      at++;
      count = afterFull ? 7 : 8;
    }
    count--;
    return held >> count & 1;
  }
}
