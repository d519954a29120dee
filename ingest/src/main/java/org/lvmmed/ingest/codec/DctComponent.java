package org.lvmmed.ingest.codec;

import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.codec.JpegSegments.Component;
import org.lvmmed.ingest.codec.JpegSegments.FrameHeader;
import org.lvmmed.ingest.image.UnreadableImageException;

/** The quantised coefficients of one component, as its scans fill them in. */
final class DctComponent {
  private static final int BLOCK = 64;

  final int h;
  final int v;

  /** Blocks that hold pixels of the component: what a scan of it alone codes (A.2.2). */
  final int columns;

  final int rows;

  private final int stride;
  private final int quantisationSelector;
  private final short[] coefficients;
  private int @Nullable [] quantisation;

  DctComponent(FrameHeader frame, Component component) {
    h = component.h();
    v = component.v();
    columns = blocks(frame.columns() * h, frame.maxH());
    rows = blocks(frame.rows() * v, frame.maxV());
    stride = mcusAcross(frame) * h;
    quantisationSelector = component.quantisation();
    coefficients = new short[Math.multiplyExact(stride * BLOCK, mcusDown(frame) * v)];
  }

  private static int blocks(int samples, int maxFactor) {
    return ceil(ceil(samples, maxFactor), 8);
  }

  /** Minimum coded units of an interleaved scan in a row of the image. */
  static int mcusAcross(FrameHeader frame) {
    return ceil(frame.columns(), 8 * frame.maxH());
  }

  static int mcusDown(FrameHeader frame) {
    return ceil(frame.rows(), 8 * frame.maxV());
  }

  private static int ceil(int a, int b) {
    return (a + b - 1) / b;
  }

  short[] coefficients() {
    return coefficients;
  }

  /** Index of a block's first coefficient. */
  int block(int row, int column) {
    return (row * stride + column) * BLOCK;
  }

  int width() {
    return stride * 8;
  }

  int height() {
    return coefficients.length / stride / 8;
  }

  /** Keeps the quantisation table that is in force at the component's first scan. */
  void startScan(JpegTables tables) throws UnreadableImageException {
    if (quantisation == null) {
      quantisation = tables.quantisation(quantisationSelector);
    }
  }

  /**
   * The component's samples, {@link #width()} to a row, clamped to the precision.
   *
   * @throws UnreadableImageException if no scan has brought the component
   */
  short[] samples(int precision) throws UnreadableImageException {
    if (quantisation == null) {
      throw Faults.truncated("Truncated JPEG data: a component has no scan");
    }
    return new InverseDct(quantisation, precision).transform(coefficients, stride);
  }
}
