package org.lvmmed.ingest.corpus;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.UnreadableImageException;

/** Keeps the frame of an image that has one, so that looking for a window decodes it once. */
final class FrameCache implements MedicalImage {
  private final MedicalImage image;
  private @Nullable Frame kept;

  private FrameCache(MedicalImage image) {
    this.image = image;
  }

  static MedicalImage of(MedicalImage image) {
    return image.header().frames() == 1 ? new FrameCache(image) : image;
  }

  @Override
  public ImageHeader header() {
    return image.header();
  }

  @Override
  public ImageHeader.Rescale rescale(int frame) {
    return image.rescale(frame);
  }

  @Override
  public List<String> companions() {
    return image.companions();
  }

  @Override
  public void forEachFrame(FrameConsumer consumer) throws IOException, UnreadableImageException {
    if (kept == null) {
      image.forEachFrame(frame -> kept = frame);
    }
    if (kept != null) {
      consumer.accept(kept);
    }
  }

  @Override
  public void close() throws IOException {
    image.close();
  }
}
