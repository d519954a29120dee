package org.lvmmed.ingest.codec;

import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * The bits of entropy-coded JPEG segments (ITU-T T.81, F.2.2.5), most significant first, without
 * the bytes that are stuffed after 0xFF. Bits end at a marker; those asked for beyond it are an
 * error.
 */
final class EntropyBits {
  private static final int RST0 = 0xd0;

  private final byte[] data;
  private int at;
  private long bits;
  private int count;

  /** Bits at the lower end that stand for nothing, appended at a marker. */
  private int missing;

  private int restarts;

  EntropyBits(byte[] data, int at) {
    this.data = data;
    this.at = at;
  }

  /** The next 16 bits without consuming them; zeros beyond the end. */
  int peek16() {
    if (count < 16) {
      fill();
    }
    return (int) (bits >>> count - 16) & 0xffff;
  }

  void skip(int n) throws UnreadableImageException {
    count -= n;
    if (count < missing) {
      throw at >= data.length
          ? Faults.truncated("Truncated JPEG data: its coded values end at byte " + at)
          : Faults.corrupt("Invalid JPEG data: a marker among coded values, at byte " + at);
    }
  }

  /** Reads up to 16 bits. */
  int bits(int n) throws UnreadableImageException {
    int value = peek16() >>> 16 - n;
    skip(n);
    return value;
  }

  int bit() throws UnreadableImageException {
    return bits(1);
  }

  /** Reads a number of {@code n} bits whose first bit is 0 for negative ones (F.2.2.1). */
  int signed(int n) throws UnreadableImageException {
    if (n == 0) {
      return 0;
    }
    int value = bits(n);
    return value < 1 << n - 1 ? value - (1 << n) + 1 : value;
  }

  private void fill() {
    while (count <= 48) {
      int next = nextByte();
      if (next < 0) {
        missing += 8;
        next = 0;
      }
      bits = bits << 8 | next;
      count += 8;
    }
  }

  private int nextByte() {
    if (at >= data.length) {
      return -1;
    }
    int value = data[at] & 0xff;
    if (value != 0xff) {
      at++;
      return value;
    }
    if (at + 1 < data.length && data[at + 1] == 0) {
      at += 2;
      return value;
    }
    return -1;
  }

  /** Steps over a restart marker, which must come next and be the next in turn. */
  void restart() throws UnreadableImageException {
    requireUsedUp();
    int marker = at + 1 < data.length && data[at] == -1 ? data[at + 1] & 0xff : 0;
    if (marker != RST0 + restarts % 8) {
      throw Faults.corrupt(
          "Invalid JPEG data: no restart marker " + restarts % 8 + " at byte " + at);
    }
    restarts++;
    at += 2;
    count = 0;
    missing = 0;
  }

  /**
   * Offset of the marker that ends the segment.
   *
   * @throws UnreadableImageException if coded values are left over, a sign of damage further up
   */
  int end() throws UnreadableImageException {
    requireUsedUp();
    return at;
  }

  private void requireUsedUp() throws UnreadableImageException {
    fill();
    while (at < data.length && data[at] == -1 && at + 1 < data.length && data[at + 1] == -1) {
      at++; // fill bytes before a marker (B.1.1.2)
    }
    if (count - missing >= 8 || nextByte() >= 0) {
      throw Faults.corrupt("Invalid JPEG data: values are left over before byte " + at);
    }
  }
}
