package org.lvmmed.ingest.raster;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.InflaterInputStream;
import org.lvmmed.ingest.codec.FrameCodecs;
import org.lvmmed.ingest.codec.FrameSize;
import org.lvmmed.ingest.codec.Raster;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.Strided;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.tukaani.xz.XZInputStream;

/**
 * Strips and tiles that the library does not unpack: Zstandard, LZMA and JPEG 2000 (as slide
 * scanners write it), and whole numbers of 64 bits.
 */
final class TiffBlocks {
  private static final int NONE = 1;
  private static final int DEFLATE = 8;
  private static final int OLD_DEFLATE = 32946;
  private static final int LZMA = 34925;
  private static final int ZSTD = 50000;
  private static final int JPEG_2000_YBR = 33003;
  private static final int JPEG_2000_RGB = 33005;
  private static final int JPEG_2000 = 34712;
  private static final int COLOUR = 2;
  private static final int YBR = 6;
  private static final int LZMA_KILOBYTES = 1 << 18;

  private final byte[] file;
  private final TiffPage page;
  private final SampleType type;
  private final int rows;
  private final int columns;
  private final int blockSamples;
  private final byte[] out;

  private TiffBlocks(byte[] file, TiffPage page, SampleType type) {
    this.file = file;
    this.page = page;
    this.type = type;
    this.rows = (int) page.layout().rows();
    this.columns = (int) page.layout().columns();
    this.blockSamples = page.planar() ? 1 : page.samples();
    this.out = new byte[Math.multiplyExact(rows * columns, page.samples() * type.bytes())];
  }

  /** Whether a page is unpacked here. */
  static boolean reads(TiffPage page) {
    return switch (page.compression()) {
      case LZMA, ZSTD, JPEG_2000, JPEG_2000_RGB, JPEG_2000_YBR -> true;
      default -> page.isWide();
    };
  }

  /** Refuses what is not read of such pages. */
  static void requireReadable(TiffPage page) throws UnreadableImageException {
    boolean known =
        switch (page.compression()) {
          case NONE, DEFLATE, OLD_DEFLATE -> true;
          default -> !page.isWide() || page.compression() == ZSTD || page.compression() == LZMA;
        };
    boolean colour = page.photometric() <= COLOUR || isJpeg2000(page) && page.photometric() == YBR;
    if (!known || !colour || page.type() == null) {
      throw new UnreadableImageException(
          Reason.UNSUPPORTED,
          "Tiff compression "
              + page.compressionName()
              + " is read of grey and RGB of 8, 16 and 32 bits (of 64 without it, or with deflate,"
              + " zstd or lzma), not of "
              + page.bits()
              + " bits with photometric interpretation "
              + page.photometric()
              + "; save the file uncompressed or with deflate");
    }
  }

  /** The page's values; what is cut off or damaged is refused. */
  static Pixels decode(byte[] file, TiffPage page, ReadLimits limits)
      throws IOException, UnreadableImageException {
    SampleType type = page.type();
    if (type == null) {
      throw new UnreadableImageException(Reason.UNSUPPORTED, "Values that fill no whole bytes");
    }
    TiffPage.Blocks blocks = page.blocks();
    long pixel = (long) page.samples() * type.bytes();
    limits.check(1, page.layout().rows(), page.layout().columns(), pixel);
    limits.check(1, blocks.height(), blocks.width(), pixel);
    TiffBlocks decoding = new TiffBlocks(file, page, type);
    decoding.all();
    return new Pixels(
        decoding.rows, decoding.columns, page.samples(), type, page.bits(), null, decoding.out);
  }

  private void all() throws IOException, UnreadableImageException {
    TiffPage.Blocks blocks = page.blocks();
    int width = (int) blocks.width();
    int height = (int) blocks.height();
    int across = (columns + width - 1) / width;
    int down = (rows + height - 1) / height;
    int planes = page.planar() ? page.samples() : 1;
    if (Math.min(blocks.offsets().length, blocks.counts().length) < (long) across * down * planes) {
      throw new UnreadableImageException(Reason.TRUNCATED, "The tiff page lacks strips or tiles");
    }
    for (int block = 0; block < across * down * planes; block++) {
      int top = block / across % down * height;
      int left = block % across * width;
      int tall = blocks.tiled() ? height : Math.min(height, rows - top);
      place(unpacked(block, tall, width), top, left, tall, width, block / (across * down));
    }
  }

  private byte[] unpacked(int block, int height, int width)
      throws IOException, UnreadableImageException {
    int from = (int) page.blocks().offsets()[block];
    byte[] packed = Arrays.copyOfRange(file, from, from + (int) page.blocks().counts()[block]);
    if (isJpeg2000(page)) {
      return jpeg2000(packed, new FrameSize(height, width, blockSamples));
    }
    byte[] data = new byte[height * width * blockSamples * type.bytes()];
    try (InputStream in = stream(new ByteArrayInputStream(packed))) {
      if (in.readNBytes(data, 0, data.length) < data.length) {
        throw new EOFException();
      }
    } catch (EOFException e) {
      throw new UnreadableImageException(Reason.TRUNCATED, "The tiff data end early", e);
    }
    TiffPredictor.undo(data, width, blockSamples, type.bytes(), page);
    return data;
  }

  private InputStream stream(InputStream packed) throws IOException {
    return switch (page.compression()) {
      case ZSTD -> new ZstdInputStream(packed);
      case LZMA -> new XZInputStream(packed, LZMA_KILOBYTES);
      case DEFLATE, OLD_DEFLATE -> new InflaterInputStream(packed);
      default -> packed;
    };
  }

  private static boolean isJpeg2000(TiffPage page) {
    return switch (page.compression()) {
      case JPEG_2000, JPEG_2000_RGB, JPEG_2000_YBR -> true;
      default -> false;
    };
  }

  private byte[] jpeg2000(byte[] stream, FrameSize size) throws UnreadableImageException {
    Raster raster = FrameCodecs.forContent(stream).decode(stream, size);
    if (raster.bytesPerSample() != type.bytes() || raster.precision() != page.bits()) {
      throw new UnreadableImageException(
          Reason.CORRUPT,
          "A JPEG 2000 tile has "
              + raster.precision()
              + " bits where the tiff says "
              + page.bits());
    }
    boolean ybr = page.compression() == JPEG_2000_YBR || page.photometric() == YBR;
    if (ybr && size.samples() == 3 && type == SampleType.UINT8) {
      toRgb(raster.data());
    }
    return raster.data();
  }

  /** Full-range luminance and chrominance (ITU-T T.871) to red, green, blue, in place. */
  private static void toRgb(byte[] pixels) {
    for (int i = 0; i < pixels.length; i += 3) {
      double luminance = pixels[i] & 0xff;
      double blue = (pixels[i + 1] & 0xff) - 128;
      double red = (pixels[i + 2] & 0xff) - 128;
      pixels[i] = clamped(luminance + 1.402 * red);
      pixels[i + 1] = clamped(luminance - 0.344136 * blue - 0.714136 * red);
      pixels[i + 2] = clamped(luminance + 1.772 * blue);
    }
  }

  private static byte clamped(double value) {
    return (byte) Math.max(0, Math.min(255, Math.round(value)));
  }

  private void place(byte[] block, int top, int left, int height, int width, int plane) {
    int bytes = type.bytes();
    int pixel = page.samples() * bytes;
    int shown = Math.min(width, columns - left);
    for (int y = 0; y < Math.min(height, rows - top); y++) {
      int to = ((top + y) * columns + left) * pixel;
      int from = y * width * blockSamples * bytes;
      int together = blockSamples * bytes;
      Strided.copy(
          new Strided.Walk(block, from, together),
          new Strided.Walk(out, to + plane * bytes, pixel),
          shown,
          together);
    }
  }
}
