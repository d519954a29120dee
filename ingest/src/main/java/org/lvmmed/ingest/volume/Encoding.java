package org.lvmmed.ingest.volume;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** How the values of a volume are written. */
enum Encoding {
  RAW,
  ZLIB,
  GZIP,
  BZIP2,
  TEXT,
  HEX;

  private static final int BUFFER = 1 << 16;

  boolean isCompressed() {
    return this == ZLIB || this == GZIP || this == BZIP2;
  }

  /** Takes compression off; text stays text. */
  InputStream decoded(InputStream in) throws IOException {
    return switch (this) {
      case RAW, TEXT, HEX -> in;
      case ZLIB -> buffered(new InflaterInputStream(in));
      case GZIP -> buffered(new GZIPInputStream(in, BUFFER));
      case BZIP2 -> buffered(bzip2(in));
    };
  }

  private static InputStream bzip2(InputStream in) throws IOException {
    try {
      return new Damage(new BZip2CompressorInputStream(in, true));
    } catch (IOException e) {
      throw Damage.damaged(e);
    }
  }

  private static InputStream buffered(InputStream in) {
    return new BufferedInputStream(in, BUFFER);
  }

  /** Tells damaged data from a failing disk as the JDK's streams do. */
  private static final class Damage extends FilterInputStream {
    Damage(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException e) {
        throw damaged(e);
      }
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      try {
        return super.read(b, off, len);
      } catch (IOException e) {
        throw damaged(e);
      }
    }

    private static ZipException damaged(IOException e) {
      ZipException damaged = new ZipException("bzip2");
      damaged.initCause(e);
      return damaged;
    }
  }
}
