package org.lvmmed.ingest.codec;

import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * The bits of JPEG-LS scans (ITU-T T.87, A.1): after a byte 0xFF the next holds seven bits, and a
 * byte above 0x7F there makes a marker, which ends them.
 */
final class LsBits {
  private static final int RST0 = 0xd0;

  private final byte[] data;
  private int at;
  private long bits;
  private int count;
  private int missing;
  private boolean afterFf;
  private int restarts;

  LsBits(byte[] data, int at) {
    this.data = data;
    this.at = at;
  }

  int bit() throws UnreadableImageException {
    return bits(1);
  }

  /** Reads up to 32 bits. */
  int bits(int n) throws UnreadableImageException {
    if (n == 0) {
      return 0;
    }
    if (count < n) {
      fill();
    }
    int value = (int) (bits >>> count - n & (1L << n) - 1);
    skip(n);
    return value;
  }

  /** Number of zeros before the next one, which is consumed too. */
  int zeros(int max) throws UnreadableImageException {
    int zeros = 0;
    while (true) {
      if (count < 32) {
        fill();
      }
      int window = (int) (bits >>> count - 32);
      int run = Integer.numberOfLeadingZeros(window);
      if (zeros + run > max) {
        throw Faults.corrupt("Invalid JPEG-LS data: a code of more than " + max + " zeros");
      }
      if (run < 32) {
        skip(run + 1);
        return zeros + run;
      }
      skip(32);
      zeros += 32;
    }
  }

  private void skip(int n) throws UnreadableImageException {
    count -= n;
    if (count < missing) {
      throw at >= data.length
          ? Faults.truncated("Truncated JPEG-LS data: its coded values end at byte " + at)
          : Faults.corrupt("Invalid JPEG-LS data: a marker among coded values, at byte " + at);
    }
  }

  private void fill() {
    while (count <= 48) {
      int next = nextByte();
      int width = afterFf && next >= 0 ? 7 : 8;
      if (next < 0) {
        missing += 8;
        next = 0;
      } else {
        afterFf = next == 0xff;
      }
      bits = bits << width | next;
      count += width;
    }
  }

  private int nextByte() {
    if (at >= data.length) {
      return -1;
    }
    int value = data[at] & 0xff;
    boolean marker = value == 0xff && (at + 1 >= data.length || data[at + 1] < 0);
    if (marker || afterFf && value > 0x7f) {
      return -1;
    }
    at++;
    return value;
  }

  /** Steps over a restart marker, which must come next and be the next in turn. */
  void restart() throws UnreadableImageException {
    int marker = end();
    boolean expected =
        marker + 1 < data.length
            && data[marker] == -1
            && (data[marker + 1] & 0xff) == RST0 + restarts % 8;
    if (!expected) {
      throw Faults.corrupt(
          "Invalid JPEG-LS data: no restart marker " + restarts % 8 + " at byte " + at);
    }
    restarts++;
    at += 2;
    count = 0;
    missing = 0;
    afterFf = false;
  }

  /**
   * Offset of the marker that ends the scan.
   *
   * @throws UnreadableImageException if coded values are left over, a sign of damage further up
   */
  int end() throws UnreadableImageException {
    fill();
    // Less than a byte of padding, and a whole byte that is stuffed after a last 0xFF.
    if (count - missing >= 15 || nextByte() >= 0) {
      throw Faults.corrupt("Invalid JPEG-LS data: values are left over before byte " + at);
    }
    return at;
  }
}
