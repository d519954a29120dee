package org.lvmmed.ingest.raster;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageReader;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** PNG of 1 to 16 bits. The checksum of every chunk is checked, which the JDK's decoder leaves. */
public final class PngReader extends RasterReader {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int CHUNK_FRAME = 12;
  private static final int COLOUR_TYPE = 25;
  private static final int PALETTE = 3;

  /** The decoder makes an alpha channel of a transparent colour, which is not among the values. */
  private static final Scan.PageReading WITHOUT_ALPHA =
      (reader, page) -> {
        Pixels pixels = Pixels.of(reader.read(page));
        boolean added = pixels.samples() == 2 || pixels.samples() == 4;
        return added ? pixels.withoutLastSample() : pixels;
      };

  public PngReader() {
    super("png");
  }

  @Override
  public boolean recognises(byte[] head, String name) {
    return head.length >= SIGNATURE.length
        && Arrays.equals(head, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  @Override
  ImageReader decoder() {
    return Decoders.png();
  }

  @Override
  Scan scan(byte[] file, ReadLimits limits) throws UnreadableImageException {
    ByteBuffer in = ByteBuffer.wrap(file).position(SIGNATURE.length);
    boolean first = true;
    boolean transparent = false;
    boolean animated = false;
    int orientation = 1;
    while (true) {
      int start = in.position() + 8;
      String type = chunk(in, file);
      if (first) {
        header(file, type, limits);
        first = false;
      }
      transparent |= type.equals("tRNS");
      animated |= type.equals("acTL");
      if (type.equals("eXIf")) {
        orientation = Exif.ofTiff(ByteBuffer.wrap(file, start, in.position() - 4 - start).slice());
      }
      if (type.equals("IEND")) {
        Scan plain = Scan.of(null, orientation);
        Scan scan = transparent && !hasPalette(file) ? plain.reading(WITHOUT_ALPHA) : plain;
        return animated
            ? scan.remark("An animated png gives its first picture alone; save the others as files")
            : scan;
      }
    }
  }

  private static boolean hasPalette(byte[] file) {
    return file[COLOUR_TYPE] == PALETTE;
  }

  private static String chunk(ByteBuffer in, byte[] file) throws UnreadableImageException {
    if (in.remaining() < CHUNK_FRAME) {
      throw truncated();
    }
    int length = in.getInt();
    int start = in.position();
    if (length < 0 || length > in.remaining() - 8) {
      throw truncated();
    }
    CRC32 crc = new CRC32();
    crc.update(file, start, length + 4);
    in.position(start + 4 + length);
    if (in.getInt() != (int) crc.getValue()) {
      throw new UnreadableImageException(
          Reason.CORRUPT, "The checksum of a png chunk does not match its content");
    }
    return new String(file, start, 4, StandardCharsets.ISO_8859_1);
  }

  private static void header(byte[] file, String type, ReadLimits limits)
      throws UnreadableImageException {
    ByteBuffer in = ByteBuffer.wrap(file).position(SIGNATURE.length + 8);
    if (!type.equals("IHDR")) {
      throw new UnreadableImageException(Reason.CORRUPT, "The first png chunk is no header");
    }
    long columns = in.getInt() & 0xffffffffL;
    long rows = in.getInt() & 0xffffffffL;
    limits.check(1, rows, columns, 4);
  }

  private static UnreadableImageException truncated() {
    return new UnreadableImageException(
        Reason.TRUNCATED, "The png data end before their end chunk");
  }
}
