package org.lvmmed.ingest.codec;

import java.nio.ByteBuffer;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * The SIZ segment of a JPEG 2000 codestream (ITU-T T.800, A.5.1), checked before a decoder is let
 * loose on the rest.
 *
 * @param offset of the codestream, behind the boxes of a JP2 file
 * @param precision bits of a sample, the same for all components
 * @param highThroughput whether it is of T.814
 */
record Jpeg2000Header(int offset, int precision, boolean signed, boolean highThroughput) {
  private static final int SOC = 0xff4f;
  private static final int SIZ = 0xff51;
  private static final int SOT = 0xff90;
  private static final int EOC = 0xffd9;
  static final int HIGH_THROUGHPUT = 1 << 14;
  private static final int BOX_JP2 = 0x6a502020;
  private static final int BOX_CODESTREAM = 0x6a703263;
  private static final int MAX_PRECISION = 24;
  private static final int MAX_TILES = 65535;

  static Jpeg2000Header read(byte[] stream, FrameSize size) throws UnreadableImageException {
    int offset = codestream(stream);
    ByteBuffer in = ByteBuffer.wrap(stream);
    in.position(offset);
    if (in.remaining() < 42 + 3 * size.samples() || u16(in) != SOC || u16(in) != SIZ) {
      throw Faults.corrupt("Invalid JPEG 2000 data: it does not begin with SOC and SIZ");
    }
    in.getShort();
    int capabilities = u16(in);
    readDimensions(in, size);
    boolean fast = (capabilities & HIGH_THROUGHPUT) != 0;
    Jpeg2000Header header = components(in, offset, size.samples(), fast);
    requireWholeTileParts(in);
    return header;
  }

  /**
   * Refuses a codestream that ends inside a tile-part, which decoders fill up without a word. One
   * that does end with EOC is whole, whatever lengths its writer put into the tile-parts.
   */
  private static void requireWholeTileParts(ByteBuffer in) throws UnreadableImageException {
    int at = in.position();
    while (at + 12 <= in.limit() && u16(in, at) != SOT) {
      at += 2 + u16(in, at + 2);
    }
    while (at + 12 <= in.limit() && u16(in, at) == SOT) {
      long length = in.getInt(at + 6) & 0xffffffffL;
      if ((length == 0 || at + length > in.limit()) && !endsWithEoc(in)) {
        throw Faults.truncated("Truncated JPEG 2000 data: it ends inside a tile-part");
      }
      if (length < 12) {
        return;
      }
      at = (int) Math.min(at + length, in.limit());
    }
  }

  private static boolean endsWithEoc(ByteBuffer in) {
    int end = in.limit();
    while (end > 2 && in.get(end - 1) == 0) {
      end--;
    }
    return u16(in, end - 2) == EOC;
  }

  private static int codestream(byte[] stream) throws UnreadableImageException {
    ByteBuffer in = ByteBuffer.wrap(stream);
    if (stream.length < 12 || in.getInt(4) != BOX_JP2) {
      return 0;
    }
    while (in.remaining() >= 8) {
      int start = in.position();
      long length = in.getInt() & 0xffffffffL;
      int type = in.getInt();
      if (type == BOX_CODESTREAM) {
        return start + (length == 1 ? 16 : 8);
      }
      if (length < 8 || start + length > stream.length) {
        break;
      }
      in.position((int) (start + length));
    }
    throw Faults.corrupt("Invalid JPEG 2000 data: a JP2 file without a codestream");
  }

  private static void readDimensions(ByteBuffer in, FrameSize size)
      throws UnreadableImageException {
    long right = u32(in);
    long bottom = u32(in);
    long left = u32(in);
    long top = u32(in);
    long tileWidth = u32(in);
    long tileHeight = u32(in);
    long tileLeft = u32(in);
    long tileTop = u32(in);
    int components = u16(in);
    long columns = Math.min(right - left, Integer.MAX_VALUE);
    long rows = Math.min(bottom - top, Integer.MAX_VALUE);
    size.require((int) rows, (int) columns, components);
    boolean placed =
        right <= Integer.MAX_VALUE
            && bottom <= Integer.MAX_VALUE
            && tileLeft <= left
            && tileTop <= top
            && tileLeft + tileWidth > left
            && tileTop + tileHeight > top;
    if (!placed || tiles(right - tileLeft, tileWidth, bottom - tileTop, tileHeight) > MAX_TILES) {
      throw Faults.corrupt(
          "Invalid JPEG 2000 data: tiles of "
              + tileWidth
              + " x "
              + tileHeight
              + " do not fit an image of "
              + columns
              + " x "
              + rows);
    }
  }

  private static long tiles(long width, long tileWidth, long height, long tileHeight) {
    long across = (width + tileWidth - 1) / tileWidth;
    long down = (height + tileHeight - 1) / tileHeight;
    return across > MAX_TILES || down > MAX_TILES ? Long.MAX_VALUE : across * down;
  }

  private static Jpeg2000Header components(
      ByteBuffer in, int offset, int count, boolean highThroughput)
      throws UnreadableImageException {
    int first = in.get() & 0xff;
    in.position(in.position() - 1);
    for (int c = 0; c < count; c++) {
      int depth = in.get() & 0xff;
      int stepX = in.get();
      int stepY = in.get();
      if (depth != first || stepX != 1 || stepY != 1) {
        throw Faults.unsupported(
            "JPEG 2000 with components of different size or precision is not read; convert it");
      }
    }
    int precision = (first & 0x7f) + 1;
    if (precision > MAX_PRECISION) {
      throw Faults.unsupported(
          "JPEG 2000 of " + precision + " bits is not read, up to " + MAX_PRECISION + " are");
    }
    return new Jpeg2000Header(offset, precision, first >= 0x80, highThroughput);
  }

  private static int u16(ByteBuffer in, int at) {
    return in.getShort(at) & 0xffff;
  }

  private static int u16(ByteBuffer in) {
    return in.getShort() & 0xffff;
  }

  private static long u32(ByteBuffer in) {
    return in.getInt() & 0xffffffffL;
  }
}
