package org.lvmmed.ingest.dicom;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A buffered stream of known length that counts its bytes and reads numbers of either order. */
final class DicomInput implements Closeable {
  private static final int BUFFER = 8192;

  private final InputStream in;
  private long length;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;
  private long read;
  private boolean bigEndian;

  DicomInput(InputStream in, long length) {
    this.in = in;
    this.length = length;
  }

  boolean bigEndian() {
    return bigEndian;
  }

  void bigEndian(boolean value) {
    bigEndian = value;
  }

  /** Refuses from now on what lies beyond this offset. */
  void limit(long end) {
    length = end;
  }

  /** Offset of the next byte. */
  long position() {
    return read - (end - at);
  }

  boolean atEnd() throws IOException {
    return available(1) < 1;
  }

  /** The next {@code count} bytes, or as many as there are, without consuming them. */
  byte[] peek(int count) throws IOException {
    int n = Math.min(count, available(count));
    return java.util.Arrays.copyOfRange(buffer, at, at + n);
  }

  int u16() throws IOException {
    require(2);
    int a = buffer[at++] & 0xff;
    int b = buffer[at++] & 0xff;
    return bigEndian ? a << 8 | b : b << 8 | a;
  }

  long u32() throws IOException {
    long first = u16();
    long second = u16();
    return bigEndian ? first << 16 | second : second << 16 | first;
  }

  /** A tag: group in the upper, element in the lower 16 bits. */
  int tag() throws IOException {
    int group = u16();
    return group << 16 | u16();
  }

  /** Bytes as they stand, of whatever order. */
  byte[] bytes(int count) throws IOException {
    requireWithin(count);
    byte[] out = new byte[count];
    readFully(out, 0, count);
    return out;
  }

  void readFully(byte[] out, int from, int count) throws IOException {
    int buffered = Math.min(count, end - at);
    System.arraycopy(buffer, at, out, from, buffered);
    at += buffered;
    int rest = count - buffered;
    if (in.readNBytes(out, from + buffered, rest) < rest) {
      throw new EOFException();
    }
    read += rest;
  }

  void skip(long count) throws IOException {
    requireWithin(count);
    int buffered = (int) Math.min(count, end - at);
    at += buffered;
    in.skipNBytes(count - buffered);
    read += count - buffered;
  }

  /** Refuses what would pass the end of a content whose length is known. */
  private void requireWithin(long count) throws EOFException {
    if (count > length - position()) {
      throw new EOFException();
    }
  }

  private void require(int count) throws IOException {
    if (available(count) < count) {
      throw new EOFException();
    }
  }

  private int available(int count) throws IOException {
    if (end - at < count) {
      System.arraycopy(buffer, at, buffer, 0, end - at);
      end -= at;
      at = 0;
      int got = in.readNBytes(buffer, end, BUFFER - end);
      end += got;
      read += got;
    }
    return end - at;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
