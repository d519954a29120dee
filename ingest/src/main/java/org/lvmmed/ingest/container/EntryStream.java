package org.lvmmed.ingest.container;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/**
 * The bytes of an entry: as many as the archive announces, neither fewer nor more, and with its
 * checksum where it has one. What is not so is an error at the last byte.
 */
final class EntryStream extends FilterInputStream {
  static final long NO_CHECKSUM = -1;

  private final long size;
  private final long checksum;
  private final CRC32 sum = new CRC32();
  private long at;

  EntryStream(InputStream in, long size, long checksum) {
    super(in);
    this.size = size;
    this.checksum = checksum;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == size) {
      requireEnd();
      return -1;
    }
    int count = in.read(target, from, (int) Math.min(length, size - at));
    if (count < 0) {
      throw new EOFException("The entry ends early");
    }
    sum.update(target, from, count);
    at += count;
    if (at == size) {
      requireEnd();
    }
    return count;
  }

  private void requireEnd() throws IOException {
    if (checksum == NO_CHECKSUM) {
      return;
    }
    if (in.read() >= 0) {
      throw new ZipException("The entry is longer than announced");
    }
    if (sum.getValue() != checksum) {
      throw new ZipException("The entry's checksum is wrong");
    }
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] passed = new byte[(int) Math.min(1 << 16, Math.max(0, count))];
    long skipped = 0;
    while (skipped < count) {
      int read = read(passed, 0, (int) Math.min(passed.length, count - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(in.available(), size - at);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
