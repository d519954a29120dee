package org.lvmmed.ingest.pixels;

import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * Makes the corpus' picture of a frame: stored value, modality rescale, window, then the inversion
 * of MONOCHROME1. Padding and NaN become black. Not safe for use by several threads.
 */
public final class Renderer {
  private final int bits;
  private @Nullable Levels levels;

  public Renderer(PixelRules rules) {
    this.bits = rules.bits();
  }

  /**
   * @param window in rescaled units; not looked at for colour and palettes
   */
  public Picture render(ImageHeader header, Frame frame, Window window)
      throws UnreadableImageException {
    if (header.palette() != null) {
      return Palettes.apply(header.palette(), frame);
    }
    return switch (frame.samples()) {
      case 1, 2 -> grey(header, frame, window);
      case 3, 4 -> colour(header, frame);
      default ->
          throw new UnreadableImageException(
              Reason.UNSUPPORTED, frame.samples() + " values a pixel are neither grey nor colour");
    };
  }

  /** Grey of at most 8 bits stays at 8, wider grey becomes what the rules say. */
  private Picture grey(ImageHeader header, Frame frame, Window window) {
    boolean narrow = header.type() == SampleType.UINT8 && header.bitsStored() <= 8;
    int depth = narrow ? 8 : bits;
    if (levels == null || !levels.isFor(header, window, depth)) {
      levels = new Levels(header, window, depth);
    }
    return new Picture(frame.rows(), frame.columns(), 1, depth, levels.of(frame));
  }

  /** Colour is kept at 8 bits, without its alpha. */
  private static Picture colour(ImageHeader header, Frame frame) throws UnreadableImageException {
    if (header.type().isFloat()) {
      throw new UnreadableImageException(
          Reason.UNSUPPORTED, "Colour of " + header.type().numpyName() + " is not read");
    }
    int shift = Math.max(0, header.bitsStored() - 8);
    double gain = header.bitsStored() < 8 ? 255.0 / ((1 << header.bitsStored()) - 1) : 1;
    int pixels = frame.rows() * frame.columns();
    byte[] out = new byte[pixels * 3];
    for (int i = 0; i < pixels; i++) {
      for (int c = 0; c < 3; c++) {
        long value = (long) frame.value(i * frame.samples() + c) >> shift;
        out[3 * i + c] = (byte) Math.min(255, Math.round(value * gain));
      }
    }
    return new Picture(frame.rows(), frame.columns(), 3, 8, out);
  }
}
