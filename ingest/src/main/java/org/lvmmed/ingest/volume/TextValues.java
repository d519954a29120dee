package org.lvmmed.ingest.volume;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.ZipException;
import org.lvmmed.ingest.image.SampleType;

/** Numbers written as text, read as the bytes of a type, little-endian. */
final class TextValues extends InputStream {
  private static final int LONGEST = 64;

  private final InputStream text;
  private final SampleType type;
  private final ByteBuffer value = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);

  TextValues(InputStream text, SampleType type) {
    this.text = new BufferedInputStream(text);
    this.type = type;
    value.limit(0);
  }

  @Override
  public int read() throws IOException {
    if (!value.hasRemaining() && !next()) {
      return -1;
    }
    return value.get() & 0xff;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    int count = 0;
    while (count < len && (value.hasRemaining() || next())) {
      b[off + count++] = value.get();
    }
    return count == 0 && len > 0 ? -1 : count;
  }

  private boolean next() throws IOException {
    StringBuilder word = new StringBuilder();
    int c = text.read();
    while (c >= 0 && isBlank(c)) {
      c = text.read();
    }
    while (c >= 0 && !isBlank(c)) {
      word.append((char) c);
      if (word.length() > LONGEST) {
        throw new ZipException("A value of more than " + LONGEST + " characters");
      }
      c = text.read();
    }
    return !word.isEmpty() && put(word.toString());
  }

  private static boolean isBlank(int c) {
    return c <= ' ' || c == ',';
  }

  private boolean put(String word) throws ZipException {
    value.clear();
    try {
      switch (type) {
        case FLOAT32 -> value.putFloat(Float.parseFloat(word));
        case FLOAT64 -> value.putDouble(Double.parseDouble(word));
        case UINT64 -> value.putLong(Long.parseUnsignedLong(word));
        default -> value.putLong(Long.parseLong(word));
      }
    } catch (NumberFormatException e) {
      throw new ZipException("A value that is no number");
    }
    value.position(0).limit(type.bytes());
    return true;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
