package org.lvmmed.ingest.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.lvmmed.ingest.io.Source;

/**
 * A sequence of bytes that can be opened again and again: a file, or what it unpacks to.
 *
 * @param length its length in bytes; where only unpacking would tell, an upper bound
 * @param packed whether the length is such a bound
 */
record Content(Opener opener, long length, boolean packed) {
  /** Deflate (RFC 1951) packs at most 258 bytes into 2 bits. */
  private static final int MAX_RATIO = 1032;

  /** What a packed data set may unpack to before its pixels begin. */
  private static final long MAX_PACKED_HEADER = 64L << 20;

  private static final int INFLATE_BUFFER = 1 << 14;

  /** Opens the bytes at their beginning. */
  @FunctionalInterface
  interface Opener {
    InputStream open() throws IOException;
  }

  static Content of(Source source) {
    return new Content(source::open, source.size(), false);
  }

  /** What a gzip file (RFC 1952) holds. */
  Content gunzipped(long maxBytes) {
    return unpacked(GZIPInputStream::new, 0, maxBytes);
  }

  /** What the bytes from {@code offset} on inflate to (raw deflate, RFC 1951). */
  Content inflated(long offset, long maxBytes) {
    return unpacked(Content::inflate, offset, maxBytes);
  }

  private Content unpacked(Unpacker unpacker, long offset, long maxBytes) {
    long bound = Math.min(maxBytes, (length - offset) * MAX_RATIO);
    return new Content(() -> openUnpacked(unpacker, offset), bound, true);
  }

  @FunctionalInterface
  private interface Unpacker {
    InputStream wrap(InputStream packed) throws IOException;
  }

  private InputStream openUnpacked(Unpacker unpacker, long offset) throws IOException {
    InputStream in = opener.open();
    try {
      in.skipNBytes(offset);
      return unpacker.wrap(in);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static InputStream inflate(InputStream in) {
    Inflater inflater = new Inflater(true);
    return new InflaterInputStream(in, inflater, INFLATE_BUFFER) {
      @Override
      public void close() throws IOException {
        super.close();
        inflater.end();
      }
    };
  }

  DicomInput input() throws IOException {
    return new DicomInput(opener.open(), length);
  }

  /** The same, for the header alone where that is packed: it cannot keep a reader busy for long. */
  DicomInput headerInput() throws IOException {
    DicomInput in = input();
    in.limit(packed ? Math.min(length, MAX_PACKED_HEADER) : length);
    return in;
  }
}
