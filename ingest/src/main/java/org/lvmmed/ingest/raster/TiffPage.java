package org.lvmmed.ingest.raster;

import java.io.IOException;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * What a TIFF directory says of its page.
 *
 * @param photometric 0 where small values are bright, 1 grey, others colour
 * @param sampleFormat 1 unsigned, 2 signed, 3 floating point
 * @param alpha whether the last sample is said to be transparency
 * @param planar whether the samples stand in planes
 * @param auxiliary whether the page is a smaller copy of another page, or its transparency mask
 * @param layout where the values lie
 * @param blocks the strips or tiles
 */
record TiffPage(
    int compression,
    int orientation,
    int photometric,
    int sampleFormat,
    int bits,
    int samples,
    boolean alpha,
    boolean planar,
    boolean auxiliary,
    Layout layout,
    Blocks blocks) {
  private static final int WHITE_IS_ZERO = 0;
  private static final int BLACK_IS_ZERO = 1;
  private static final int SIGNED = 2;
  private static final int FLOAT = 3;

  /**
   * Where the values lie.
   *
   * @param offset of the first strip
   * @param bytes of all strips, one behind the other; -1 where they are not
   * @param bigEndian order of the values
   * @param description what the writer says of the image
   */
  record Layout(
      long rows, long columns, long offset, long bytes, boolean bigEndian, String description) {}

  /**
   * The strips or tiles that the page is cut into, row by row.
   *
   * @param height of a block in pixels; the last strip has what is left, tiles are always whole
   * @param predictor 1 none, 2 differences from pixel to pixel, 3 those of the bytes of floats
   * @param offsets of the blocks in the file
   * @param counts bytes of the blocks
   */
  record Blocks(
      long width, long height, boolean tiled, int predictor, long[] offsets, long[] counts) {}

  /** The type of a value, or null where values do not fill whole bytes. */
  @Nullable SampleType type() {
    boolean signed = sampleFormat == SIGNED;
    return switch (bits) {
      case 8 -> signed ? SampleType.INT8 : SampleType.UINT8;
      case 16 -> signed ? SampleType.INT16 : SampleType.UINT16;
      case 32 ->
          sampleFormat == FLOAT
              ? SampleType.FLOAT32
              : signed ? SampleType.INT32 : SampleType.UINT32;
      case 64 ->
          sampleFormat == FLOAT
              ? SampleType.FLOAT64
              : signed ? SampleType.INT64 : SampleType.UINT64;
      default -> null;
    };
  }

  /** Whether the values are whole numbers of 64 bits, which the library does not read. */
  boolean isWide() {
    return bits == 64 && sampleFormat != FLOAT;
  }

  /** How the page is to be looked at: several values of grey are no colour. */
  Look look() {
    boolean grey = photometric == WHITE_IS_ZERO || photometric == BLACK_IS_ZERO;
    return new Look(orientation, isInverted(), grey && samples - (alpha ? 1 : 0) > 1);
  }

  /** Bilevel pages have a palette of black and white that tells which is which. */
  boolean isInverted() {
    return photometric == WHITE_IS_ZERO && bits > 1;
  }

  /**
   * Where the decoder would turn values to what a screen shows, clamping and inverting them, the
   * stored ones are taken.
   */
  Pixels read(ImageReader reader, int page) throws IOException, UnreadableImageException {
    boolean grey = photometric == WHITE_IS_ZERO || photometric == BLACK_IS_ZERO;
    if (sampleFormat == FLOAT || grey && bits > 1) {
      Pixels stored = Pixels.stored(reader.readRaster(page, null), sampleFormat == SIGNED);
      if (look().vector() && stored.samples() != samples) {
        throw new UnreadableImageException(
            Reason.UNSUPPORTED,
            "Grey of " + samples + " values a pixel is only read uncompressed and chunky");
      }
      return stored;
    }
    return Pixels.of(reader.read(page));
  }

  void requireReadable() throws UnreadableImageException {
    if (TiffBlocks.reads(this)) {
      TiffBlocks.requireReadable(this);
      return;
    }
    switch (compression) {
      case 1, 2, 3, 4, 5, 6, 7, 8, 32773, 32946 -> {}
      default ->
          throw new UnreadableImageException(
              Reason.UNSUPPORTED,
              "Tiff compression "
                  + compressionName()
                  + " is not read; save the file uncompressed or with deflate");
    }
  }

  String compressionName() {
    return switch (compression) {
      case 1 -> "none";
      case 2, 3 -> "ccitt-g3";
      case 4 -> "ccitt-g4";
      case 5 -> "lzw";
      case 6, 7 -> "jpeg";
      case 8, 32946 -> "deflate";
      case 32773 -> "packbits";
      case 33003, 33005, 34712 -> "jpeg-2000";
      case 34925 -> "lzma";
      case 50000 -> "zstd";
      case 50001 -> "webp";
      case 50002, 52546 -> "jpeg-xl";
      default -> "tiff-" + compression;
    };
  }
}
