package org.lvmmed.ingest.corpus;

import java.io.IOException;
import java.util.List;
import org.lvmmed.ingest.dataset.MaskDecision;
import org.lvmmed.ingest.dataset.MaskRule;
import org.lvmmed.ingest.dataset.MaskStatistics;
import org.lvmmed.ingest.dataset.MaskValues;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.pixels.Picture;
import org.lvmmed.ingest.read.ConsumerFailure;
import org.lvmmed.ingest.read.Pull;

/** The frames of a mask as pictures of class indices, one at a time beside those of its image. */
final class MaskFrames implements AutoCloseable {
  private final MedicalImage image;
  private final MaskRule rule;
  private final Pull<Frame> frames;

  MaskFrames(MedicalImage image, MaskRule rule) {
    this.image = image;
    this.rule = rule;
    this.frames = Pull.from(sink -> image.forEachFrame(sink::accept));
  }

  /** A field of view: whatever its two values are. */
  static Picture fieldOfView(MedicalImage image) throws UnreadableImageException {
    try (MaskFrames frames = new MaskFrames(image, new MaskRule.Binary(0))) {
      Frame frame = frames.pull();
      MaskRule rule =
          MaskDecision.of(List.of(MaskStatistics.of(image.header(), frame)), null).rule();
      boolean binary = rule instanceof MaskRule.Binary;
      return classes(image.header(), frame, binary ? rule : new MaskRule.Binary(0));
    }
  }

  /** What a person should know of it. */
  List<String> remarks() {
    return image.remarks();
  }

  /** How the mask itself says that it is to be turned. */
  int orientation() {
    return Attachments.orientation(image.header());
  }

  /** The next frame, in step with the image's. */
  Picture next() throws UnreadableImageException {
    Frame frame = pull();
    return classes(image.headerOf(frame.index()), frame, rule);
  }

  private Frame pull() throws UnreadableImageException {
    try {
      if (frames.hasNext()) {
        return frames.next();
      }
    } catch (ConsumerFailure e) {
      if (e.getCause() instanceof UnreadableImageException unreadable) {
        throw bad("It cannot be read: " + unreadable.getMessage());
      }
      throw e;
    }
    throw bad("It has fewer slices than its image");
  }

  private static Picture classes(ImageHeader header, Frame frame, MaskRule rule)
      throws UnreadableImageException {
    MaskValues values = MaskValues.of(header, frame);
    byte[] out = new byte[values.pixels()];
    try {
      for (int i = 0; i < out.length; i++) {
        if (values.isColoured(i)) {
          throw bad("It is coloured; masks are grey or have a palette");
        }
        out[i] = (byte) rule.classOf(values.at(i));
      }
    } catch (IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
    return new Picture(frame.rows(), frame.columns(), 1, 8, out);
  }

  private static UnreadableImageException bad(String message) {
    return new UnreadableImageException(Reason.BAD_MASK, "The image's mask: " + message);
  }

  @Override
  public void close() {
    frames.close();
    try {
      image.close();
    } catch (IOException e) {
      // Nothing is lost: every frame that was wanted has been read.
    }
  }
}
