package org.lvmmed.ingest.corpus;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.Headers;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * A mask on the grid of its image. What the mask does not cover is background; several frames for
 * one slice (segments, layers) become one, and may not overlap.
 */
final class AlignedMask extends BlockwiseImage {
  private final Placement placement;
  private final int slices;
  private final boolean byVolume;
  private boolean cut;

  /**
   * @param slices of one volume of the image; a mask of one volume counts for each of the others
   */
  AlignedMask(MedicalImage mask, ImageHeader image, int slices, Placement placement, long budget) {
    super(mask, header(mask.header(), image), budget);
    this.placement = placement;
    this.slices = slices;
    this.byVolume = mask.header().frames() > placement.base().length;
  }

  private static ImageHeader header(ImageHeader mask, ImageHeader image) {
    return Headers.from(mask)
        .size(image.frames(), image.rows(), image.columns(), mask.samples())
        .dims(image.vector() || image.samples() > 1 ? List.of() : image.dims())
        .spacing(image.spacing())
        .geometry(image.geometry())
        .build();
  }

  @Override
  public List<String> remarks() {
    if (placement.isNowhere()) {
      return List.of("A mask has no frame where its image lies, so that the image's mask is empty");
    }
    return cut
        ? List.of("A mask reaches beyond its image, and what lies there was left out")
        : List.of();
  }

  @Override
  void fill(byte[][] frames, int from) throws IOException, UnreadableImageException {
    int perVolume = placement.base().length;
    image()
        .forEachFrame(
            frame -> {
              int[] base = placement.base()[frame.index() % perVolume];
              if (byVolume) {
                place(frame, base, frame.index() / perVolume * slices - from, frames);
              } else {
                for (int volume = from / slices; volume * slices < from + frames.length; volume++) {
                  place(frame, base, volume * slices - from, frames);
                }
              }
            });
  }

  /**
   * Puts a frame of the mask where it belongs.
   *
   * @param first index among {@code frames} of the first slice of its volume; may lie outside
   */
  private void place(Frame frame, int[] base, int first, byte[][] frames)
      throws UnreadableImageException {
    if (base[0] < 0) {
      return;
    }
    int[] down = placement.down();
    int[] across = placement.across();
    for (int r = 0; r < frame.rows(); r++) {
      for (int c = 0; c < frame.columns(); c++) {
        int slice = base[0] + r * down[0] + c * across[0];
        int row = base[1] + r * down[1] + c * across[1];
        int column = base[2] + r * down[2] + c * across[2];
        int pixel = r * frame.columns() + c;
        int target = first + slice;
        if (!isInside(slice, row, column)) {
          cut |= !isEmpty(frame.data(), pixel);
        } else if (target >= 0 && target < frames.length) {
          put(frame.data(), pixel, frames[target], row * header().columns() + column);
        }
      }
    }
  }

  private boolean isInside(int slice, int row, int column) {
    return slice >= 0
        && slice < slices
        && row >= 0
        && row < header().rows()
        && column >= 0
        && column < header().columns();
  }

  private void put(byte[] source, int pixel, byte[] target, int at)
      throws UnreadableImageException {
    if (isEmpty(source, pixel)) {
      return;
    }
    int bytes = pixelBytes();
    int from = pixel * bytes;
    int to = at * bytes;
    boolean same = Arrays.equals(source, from, from + bytes, target, to, to + bytes);
    if (!same && !isEmpty(target, at)) {
      throw new UnreadableImageException(
          Reason.BAD_MASK,
          "Its segments or layers overlap, and a pixel of a mask has one class; save each in a mask"
              + " of its own, or cut the overlap");
    }
    System.arraycopy(source, from, target, to, bytes);
  }

  private boolean isEmpty(byte[] values, int pixel) {
    int bytes = pixelBytes();
    for (int b = 0; b < bytes; b++) {
      if (values[pixel * bytes + b] != 0) {
        return false;
      }
    }
    return true;
  }
}
