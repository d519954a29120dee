package org.lvmmed.ingest.raster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.ImageReader;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** Windows bitmaps. */
public final class BmpReader extends RasterReader {
  private static final int SMALLEST = 26;
  private static final int CORE_HEADER = 12;
  private static final int UNCOMPRESSED = 0;

  public BmpReader() {
    super("bmp");
  }

  @Override
  public boolean recognises(byte[] head, String name) {
    return head.length >= 18
        && head[0] == 'B'
        && head[1] == 'M'
        && isHeaderSize(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(14));
  }

  private static boolean isHeaderSize(int size) {
    return size == CORE_HEADER || (size >= 40 && size <= 124);
  }

  @Override
  ImageReader decoder() {
    return Decoders.bmp();
  }

  @Override
  Scan scan(byte[] file, ReadLimits limits) throws UnreadableImageException {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < SMALLEST) {
      throw truncated(SMALLEST, file.length);
    }
    boolean core = in.getInt(14) == CORE_HEADER;
    if (!core && file.length < 54) {
      throw truncated(54, file.length);
    }
    long columns = core ? in.getShort(18) & 0xffff : in.getInt(18);
    long rows = core ? in.getShort(20) & 0xffff : Math.abs((long) in.getInt(22));
    int bits = in.getShort(core ? 24 : 28) & 0xffff;
    limits.check(1, rows, columns, 4);
    if (core || in.getInt(30) == UNCOMPRESSED) {
      requirePixels(file.length, in.getInt(10) & 0xffffffffL, rows, columns, bits);
    }
    return Scan.PLAIN;
  }

  private static void requirePixels(long length, long offset, long rows, long columns, int bits)
      throws UnreadableImageException {
    long needed = offset + rows * ((columns * bits + 31) / 32 * 4);
    if (length < needed) {
      throw truncated(needed, length);
    }
  }

  private static UnreadableImageException truncated(long needed, long length) {
    return new UnreadableImageException(
        Reason.TRUNCATED, "The bmp data need " + needed + " bytes and have " + length);
  }
}
