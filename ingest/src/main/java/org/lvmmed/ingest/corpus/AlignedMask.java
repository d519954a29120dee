package org.lvmmed.ingest.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lvmmed.ingest.image.ForwardingImage;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.Headers;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * A mask on the grid of its image. What the mask does not cover is background; several frames for
 * one slice (segments, layers) become one, and may not overlap. The mask is read once for each
 * block of slices that fits into the memory allowed.
 */
final class AlignedMask extends ForwardingImage {
  private final ImageHeader header;
  private final Placement placement;
  private final int slices;
  private final long budget;
  private final boolean byVolume;
  private boolean cut;

  /**
   * @param slices of one volume of the image; a mask of one volume counts for each of the others
   */
  AlignedMask(MedicalImage mask, ImageHeader image, int slices, Placement placement, long budget) {
    super(mask);
    this.placement = placement;
    this.slices = slices;
    this.budget = budget;
    this.byVolume = mask.header().frames() > placement.base().length;
    this.header =
        Headers.from(mask.header())
            .size(image.frames(), image.rows(), image.columns(), mask.header().samples())
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
  public ImageHeader header() {
    return header;
  }

  @Override
  public ImageHeader headerOf(int frame) {
    return header;
  }

  @Override
  public void forEachFrame(FrameConsumer consumer) throws IOException, UnreadableImageException {
    int bytes = header.rows() * header.columns() * pixelBytes();
    int block = (int) Math.max(1, Math.min(slices, budget / Math.max(1, bytes)));
    for (int volume = 0; volume < header.frames() / slices; volume++) {
      for (int from = 0; from < slices; from += block) {
        List<byte[]> frames = filled(volume, from, Math.min(slices, from + block), bytes);
        for (int i = 0; i < frames.size(); i++) {
          int index = volume * slices + from + i;
          consumer.accept(
              new Frame(
                  index,
                  header.rows(),
                  header.columns(),
                  header.samples(),
                  header.type(),
                  frames.get(i)));
        }
      }
    }
  }

  private List<byte[]> filled(int volume, int from, int to, int bytes)
      throws IOException, UnreadableImageException {
    List<byte[]> frames = new ArrayList<>();
    for (int i = from; i < to; i++) {
      frames.add(new byte[bytes]);
    }
    int perVolume = placement.base().length;
    image()
        .forEachFrame(
            frame -> {
              if (!byVolume || frame.index() / perVolume == volume) {
                place(frame, placement.base()[frame.index() % perVolume], from, frames);
              }
            });
    return frames;
  }

  private void place(Frame frame, int[] base, int from, List<byte[]> frames)
      throws UnreadableImageException {
    int[] down = placement.down();
    int[] across = placement.across();
    for (int r = 0; base[0] >= 0 && r < frame.rows(); r++) {
      for (int c = 0; c < frame.columns(); c++) {
        int slice = base[0] + r * down[0] + c * across[0] - from;
        int row = base[1] + r * down[1] + c * across[1];
        int column = base[2] + r * down[2] + c * across[2];
        int pixel = r * frame.columns() + c;
        boolean inside =
            row >= 0
                && row < header.rows()
                && column >= 0
                && column < header.columns()
                && slice + from >= 0
                && slice + from < slices;
        if (!inside) {
          cut |= !isEmpty(frame.data(), pixel);
        } else if (slice >= 0 && slice < frames.size()) {
          put(frame.data(), pixel, frames.get(slice), row * header.columns() + column);
        }
      }
    }
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

  private void put(byte[] source, int pixel, byte[] target, int at)
      throws UnreadableImageException {
    int bytes = pixelBytes();
    boolean free = true;
    boolean same = true;
    for (int b = 0; b < bytes; b++) {
      byte value = source[pixel * bytes + b];
      byte known = target[at * bytes + b];
      free &= known == 0;
      same &= value == known;
    }
    if (isEmpty(source, pixel) || same) {
      return;
    }
    if (!free) {
      throw new UnreadableImageException(
          Reason.BAD_MASK,
          "Its segments or layers overlap, and a pixel of a mask has one class; save each in a mask"
              + " of its own, or cut the overlap");
    }
    System.arraycopy(source, pixel * bytes, target, at * bytes, bytes);
  }

  private int pixelBytes() {
    return header.samples() * header.type().bytes();
  }
}
