package org.lvmmed.ingest.corpus;

import java.io.IOException;
import org.lvmmed.ingest.image.ForwardingImage;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * An image whose frames are made of another grid's. That one is read once for each block of frames
 * that fits into the memory allowed.
 */
abstract class BlockwiseImage extends ForwardingImage {

  private final ImageHeader header;
  private final long budget;

  /**
   * @param header of the frames that are made
   * @param budget bytes of memory for frames under way
   */
  BlockwiseImage(MedicalImage image, ImageHeader header, long budget) {
    super(image);
    this.header = header;
    this.budget = budget;
  }

  @Override
  public final ImageHeader header() {
    return header;
  }

  @Override
  public final ImageHeader headerOf(int frame) {
    return header;
  }

  @Override
  public final void forEachFrame(FrameConsumer consumer)
      throws IOException, UnreadableImageException {
    int bytes = header.rows() * header.columns() * pixelBytes();
    int block = (int) Math.max(1, Math.min(header.frames(), budget / Math.max(1, bytes)));
    for (int from = 0; from < header.frames(); from += block) {
      byte[][] frames = new byte[Math.min(block, header.frames() - from)][bytes];
      fill(frames, from);
      for (int i = 0; i < frames.length; i++) {
        consumer.accept(
            new Frame(
                from + i,
                header.rows(),
                header.columns(),
                header.samples(),
                header.type(),
                frames[i]));
      }
    }
  }

  /**
   * Fills frames of zeros by one pass through the image.
   *
   * @param from number of the first of them
   */
  abstract void fill(byte[][] frames, int from) throws IOException, UnreadableImageException;

  final int pixelBytes() {
    return header.samples() * header.type().bytes();
  }
}
