package org.lvmmed.ingest.container;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What an archive unpacks to, within bounds. It knows how many zeros it ended with, which tell
 * whether a tar archive is whole.
 */
final class UnpackedStream extends FilterInputStream {
  private final ContainerLimits limits;
  private final long packed;
  private final long most;
  private long at;
  private long lastValue;

  UnpackedStream(InputStream in, long packed, ContainerLimits limits) {
    super(in);
    this.limits = limits;
    this.packed = packed;
    this.most = limits.unpacked(packed);
  }

  /** Bytes of zero at the end of what was read. */
  long zeros() {
    return at - lastValue;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    int count = in.read(target, from, length);
    if (count <= 0) {
      return count;
    }
    int end = from + count;
    while (end > from && target[end - 1] == 0) {
      end--;
    }
    lastValue = end > from ? at + end - from : lastValue;
    at += count;
    if (at > most) {
      throw new IOException(limits.tooLarge(packed));
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] passed = new byte[(int) Math.min(1 << 16, Math.max(0, count))];
    int read = passed.length == 0 ? 0 : read(passed, 0, passed.length);
    return Math.max(0, read);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
