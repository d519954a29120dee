package org.lvmmed.ingest.raster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageReader;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** GIF; every picture of an animation is a page, whole as it is seen. */
public final class GifReader extends RasterReader {
  private static final int SCREEN = 13;
  private static final int TRAILER = 0x3b;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;
  private static final int CONTROL = 0xf9;

  public GifReader() {
    super("gif");
  }

  @Override
  public boolean recognises(byte[] head, String name) {
    if (head.length < 6) {
      return false;
    }
    String signature = new String(head, 0, 6, StandardCharsets.ISO_8859_1);
    return signature.equals("GIF87a") || signature.equals("GIF89a");
  }

  @Override
  ImageReader decoder() {
    return Decoders.gif();
  }

  /** Walks the blocks to the trailer, since the decoder makes up what a cut file lacks. */
  @Override
  Scan scan(byte[] file, ReadLimits limits) throws UnreadableImageException {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    try {
      in.position(SCREEN + paletteBytes(in.get(10)));
      int columns = in.getShort(6) & 0xffff;
      int rows = in.getShort(8) & 0xffff;
      int pictures = 0;
      boolean composed = false;
      while (true) {
        int block = in.get() & 0xff;
        if (block == TRAILER) {
          return composed && pictures > 1 ? composed(rows, columns, pictures, limits) : Scan.PLAIN;
        } else if (block == EXTENSION) {
          composed |= (in.get() & 0xff) == CONTROL && (in.get(in.position() + 1) & 1) != 0;
        } else if (block == IMAGE) {
          composed |= !covers(in, rows, columns);
          pictures++;
          image(in, limits);
        } else {
          throw new UnreadableImageException(Reason.CORRUPT, "A gif block of an unknown kind");
        }
        skipSubBlocks(in);
      }
    } catch (java.nio.BufferUnderflowException
        | IndexOutOfBoundsException
        | IllegalArgumentException e) {
      throw new UnreadableImageException(
          Reason.TRUNCATED, "The gif data end before their trailer", e);
    }
  }

  /** Pictures that leave part of the screen as it was are drawn over one another. */
  private static Scan composed(int rows, int columns, int pictures, ReadLimits limits)
      throws UnreadableImageException {
    limits.check(pictures, rows, columns, 3);
    return Scan.PLAIN.reading(new GifPages(rows, columns));
  }

  private static boolean covers(ByteBuffer in, int rows, int columns) {
    int at = in.position();
    return in.getInt(at) == 0
        && (in.getShort(at + 4) & 0xffff) == columns
        && (in.getShort(at + 6) & 0xffff) == rows;
  }

  private static void image(ByteBuffer in, ReadLimits limits) throws UnreadableImageException {
    in.getInt();
    int columns = in.getShort() & 0xffff;
    int rows = in.getShort() & 0xffff;
    limits.check(1, rows, columns, 1);
    in.position(in.position() + 1 + paletteBytes(in.get(in.position())) + 1);
  }

  private static int paletteBytes(byte flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static void skipSubBlocks(ByteBuffer in) {
    int length = in.get() & 0xff;
    while (length > 0) {
      in.position(in.position() + length);
      length = in.get() & 0xff;
    }
  }
}
