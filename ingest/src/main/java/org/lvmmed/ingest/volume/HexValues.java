package org.lvmmed.ingest.volume;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** Bytes written as two hexadecimal digits each, blanks between them left out. */
final class HexValues extends InputStream {
  private final InputStream text;

  HexValues(InputStream text) {
    this.text = new BufferedInputStream(text);
  }

  @Override
  public int read() throws IOException {
    int high = digit();
    if (high < 0) {
      return -1;
    }
    int low = digit();
    if (low < 0) {
      throw new ZipException("Half a byte at the end");
    }
    return high << 4 | low;
  }

  private int digit() throws IOException {
    int c = text.read();
    while (c >= 0 && c <= ' ') {
      c = text.read();
    }
    int digit = Character.digit(c, 16);
    if (c >= 0 && digit < 0) {
      throw new ZipException("No hexadecimal digit");
    }
    return digit;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
