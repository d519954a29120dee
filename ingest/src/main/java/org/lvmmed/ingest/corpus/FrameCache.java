package org.lvmmed.ingest.corpus;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.ForwardingImage;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.UnreadableImageException;

/** Keeps the frame of an image that has one, so that looking for a window decodes it once. */
final class FrameCache extends ForwardingImage {
  private @Nullable Frame kept;

  private FrameCache(MedicalImage image) {
    super(image);
  }

  static MedicalImage of(MedicalImage image) {
    return image.header().frames() == 1 ? new FrameCache(image) : image;
  }

  @Override
  public void forEachFrame(FrameConsumer consumer) throws IOException, UnreadableImageException {
    if (kept == null) {
      image().forEachFrame(frame -> kept = frame);
    }
    if (kept != null) {
      consumer.accept(kept);
    }
  }
}
