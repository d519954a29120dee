package org.lvmmed.ingest.io;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** Reading the bytes of a {@link Source}, within bounds and with the gzip layer taken off. */
public final class Bytes {
  private static final int BUFFER = 1 << 16;

  private Bytes() {}

  /** The first {@code count} bytes, or fewer, decompressed if the file is gzip. */
  public static byte[] head(Source source, int count) throws IOException, UnreadableImageException {
    if (source.size() == 0) {
      throw new UnreadableImageException(Reason.EMPTY, "The file is empty");
    }
    try (InputStream in = decompressed(source)) {
      return in.readNBytes(count);
    }
  }

  /** The whole file as it is on disk. */
  public static byte[] all(Source source, long limit) throws IOException, UnreadableImageException {
    long bound = Math.min(limit, Integer.MAX_VALUE - 16);
    if (source.size() > bound) {
      throw new UnreadableImageException(
          Reason.TOO_LARGE,
          "The file has " + source.size() + " bytes, more than the limit of " + bound);
    }
    try (InputStream in = source.open()) {
      byte[] bytes = in.readNBytes((int) source.size() + 1);
      if (bytes.length != source.size()) {
        throw changed(source.size(), bytes.length);
      }
      return bytes;
    }
  }

  /** The file's content: decompressed if it starts with gzip's signature. */
  public static InputStream decompressed(Source source)
      throws IOException, UnreadableImageException {
    InputStream raw = new BufferedInputStream(source.open(), BUFFER);
    try {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      return gzip ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER) : raw;
    } catch (EOFException e) {
      raw.close();
      throw new UnreadableImageException(
          Reason.TRUNCATED, "The gzip data end before their header does", e);
    } catch (IOException e) {
      raw.close();
      throw new UnreadableImageException(Reason.CORRUPT, "The gzip header is not valid", e);
    }
  }

  private static UnreadableImageException changed(long expected, long got) {
    return new UnreadableImageException(
        Reason.IO,
        "The file changed while it was read: "
            + (got > expected
                ? "it grew beyond " + expected + " bytes"
                : got + " of " + expected + " bytes were there"));
  }
}
