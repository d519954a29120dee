package org.lvmmed.ingest.codec;

/**
 * The bits of signs and magnitudes of HTJ2K (ITU-T T.814, 7.1.2): from the start of a cleanup
 * segment, each byte from its lowest bit on; the highest bit of a byte behind 0xff is left out.
 */
final class HtForwardBits {
  private final byte[] data;
  private final int end;
  private int at;
  private boolean afterFull;
  private long held;
  private int count;

  HtForwardBits(byte[] data, int end) {
    this.data = data;
    this.end = end;
  }

  /** The next bits, up to 31. Behind the end are ones. */
  int read(int bits) {
    while (count < bits) {
      int next = at < end ? data[at] & 0xff : 0xff;
      at++;
      held |= (long) (afterFull ? next & 0x7f : next) << count;
      count += afterFull ? 7 : 8;
      afterFull = next == 0xff;
    }
    int value = (int) (held & (1L << bits) - 1);
    held >>>= bits;
    count -= bits;
    return value;
  }
}
