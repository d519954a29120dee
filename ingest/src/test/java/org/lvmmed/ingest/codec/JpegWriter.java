package org.lvmmed.ingest.codec;

import java.io.ByteArrayOutputStream;

/** Writes the segments and entropy-coded bits of JPEG streams for tests. */
final class JpegWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int pending;
  private int count;

  JpegWriter() {
    marker(0xd8);
  }

  void marker(int code) {
    out.write(0xff);
    out.write(code);
  }

  void segment(int code, int... bytes) {
    marker(code);
    u16(bytes.length + 2);
    for (int b : bytes) {
      out.write(b);
    }
  }

  private void u16(int value) {
    out.write(value >>> 8);
    out.write(value);
  }

  /** A frame of components without subsampling, numbered from 1. */
  void frame(int code, int precision, int rows, int columns, int components) {
    int[] bytes = new int[6 + 3 * components];
    bytes[0] = precision;
    bytes[1] = rows >>> 8;
    bytes[2] = rows;
    bytes[3] = columns >>> 8;
    bytes[4] = columns;
    bytes[5] = components;
    for (int c = 0; c < components; c++) {
      bytes[6 + 3 * c] = c + 1;
      bytes[7 + 3 * c] = 0x11;
    }
    segment(code, bytes);
  }

  /** A scan of some components, numbered from 0. */
  void scan(int[] components, int start, int end, int approximation) {
    int[] bytes = new int[4 + 2 * components.length];
    bytes[0] = components.length;
    for (int c = 0; c < components.length; c++) {
      bytes[1 + 2 * c] = components[c] + 1;
    }
    bytes[bytes.length - 3] = start;
    bytes[bytes.length - 2] = end;
    bytes[bytes.length - 1] = approximation;
    segment(0xda, bytes);
  }

  /** A Huffman table whose codes are all of one length, symbol i being coded as i. */
  void table(int destination, int length, int symbols) {
    int[] bytes = new int[17 + symbols];
    bytes[0] = destination;
    bytes[length] = symbols;
    for (int i = 0; i < symbols; i++) {
      bytes[17 + i] = i;
    }
    segment(0xc4, bytes);
  }

  void bits(int value, int n) {
    for (int i = n - 1; i >= 0; i--) {
      pending = pending << 1 | value >>> i & 1;
      if (++count == 8) {
        writeStuffed();
      }
    }
  }

  private void writeStuffed() {
    out.write(pending);
    if ((pending & 0xff) == 0xff) {
      out.write(0);
    }
    pending = 0;
    count = 0;
  }

  /** A number of so many bits in the form of T.81, F.1.2.1. */
  void signed(int value, int category) {
    bits(value < 0 ? value + (1 << category) - 1 : value, category);
  }

  static int category(int value) {
    return 32 - Integer.numberOfLeadingZeros(Math.abs(value));
  }

  /** Fills the last byte with ones. */
  void align() {
    while (count > 0) {
      bits(1, 1);
    }
  }

  byte[] finish() {
    align();
    marker(0xd9);
    return out.toByteArray();
  }
}
