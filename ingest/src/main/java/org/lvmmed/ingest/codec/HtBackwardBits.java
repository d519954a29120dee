package org.lvmmed.ingest.codec;

/**
 * The bits of HTJ2K's variable-length code (ITU-T T.814, 7.1.4): from the end of a cleanup segment
 * backwards, each byte from its lowest bit on; a bit is left out of 0x7f behind a byte above 0x8f.
 */
final class HtBackwardBits {
  private final byte[] data;
  private final int first;
  private int at;
  private int last;
  private long held;
  private int count;

  /**
   * @param first byte of the segment's suffix
   * @param end of the segment, whose last twelve bits are the suffix's length
   */
  HtBackwardBits(byte[] data, int first, int end) {
    this.data = data;
    this.first = first;
    this.at = end - 3;
    int upper = (data[end - 2] & 0xff) >> 4;
    this.count = (upper & 7) == 7 ? 3 : 4;
    this.held = upper & (1 << count) - 1;
    this.last = upper << 4 | 0xf;
  }

  /** The next bits, which stay; up to 32. Behind the end are zeros. */
  int peek(int bits) {
    while (count < bits) {
      int next = at >= first ? data[at] & 0xff : 0;
      at--;
      int used = last > 0x8f && (next & 0x7f) == 0x7f ? 7 : 8;
      held |= (long) (next & (1 << used) - 1) << count;
      count += used;
      last = next;
    }
    return (int) (held & (1L << bits) - 1);
  }

  void skip(int bits) {
    peek(bits);
    held >>>= bits;
    count -= bits;
  }

  int read(int bits) {
    int value = peek(bits);
    skip(bits);
    return value;
  }
}
