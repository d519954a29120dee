package org.lvmmed.ingest.image;

import java.io.Serializable;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.rules.Rules;

/**
 * Bounds on what a file may make a reader allocate.
 *
 * @param maxFileBytes size of a file that has to be held whole
 * @param maxFrameBytes decoded size of a frame
 * @param maxFrames frames of a file
 * @param maxTotalBytes decoded size of all frames of a file
 */
public record ReadLimits(long maxFileBytes, long maxFrameBytes, long maxFrames, long maxTotalBytes)
    implements Serializable {

  public static final ReadLimits DEFAULT =
      new ReadLimits(1L << 30, 256L << 20, 1_000_000, 64L << 30);

  /** A frame is one array, which Java bounds. */
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 64;

  public ReadLimits {
    Rules.of("ingest.limits")
        .within("file", maxFileBytes, 1, Long.MAX_VALUE)
        .within("frame", maxFrameBytes, 1, LARGEST_ARRAY)
        .within("frames", maxFrames, 1, Integer.MAX_VALUE)
        .within("total", maxTotalBytes, 1, Long.MAX_VALUE)
        .check();
  }

  /**
   * Refuses dimensions that are not positive or exceed the limits.
   *
   * @param pixelBytes bytes of one pixel, all its samples together
   */
  public void check(long frames, long rows, long columns, long pixelBytes)
      throws UnreadableImageException {
    if (frames <= 0 || rows <= 0 || columns <= 0 || pixelBytes <= 0) {
      throw new UnreadableImageException(
          Reason.CORRUPT,
          "Invalid dimensions: " + shape(frames, rows, columns) + ", each must be positive");
    }
    double frame = (double) rows * columns * pixelBytes;
    if (frame > maxFrameBytes || rows > Integer.MAX_VALUE || columns > Integer.MAX_VALUE) {
      throw tooLarge(frames, rows, columns, "bytes a frame, ingest.limits.frame", maxFrameBytes);
    }
    if (frames > maxFrames) {
      throw tooLarge(frames, rows, columns, "frames", maxFrames);
    }
    if (frame * frames > maxTotalBytes) {
      throw tooLarge(frames, rows, columns, "bytes, ingest.limits.total", maxTotalBytes);
    }
  }

  private static UnreadableImageException tooLarge(
      long frames, long rows, long columns, String unit, long limit) {
    return new UnreadableImageException(
        Reason.TOO_LARGE,
        "Dimensions of "
            + shape(frames, rows, columns)
            + " need more than the limit of "
            + limit
            + " "
            + unit);
  }

  private static String shape(long frames, long rows, long columns) {
    return frames + " x " + rows + " x " + columns;
  }
}
