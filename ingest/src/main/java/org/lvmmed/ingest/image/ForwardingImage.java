package org.lvmmed.ingest.image;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An image that is another one seen differently: what is not overridden is the other's. */
public abstract class ForwardingImage implements MedicalImage {
  private final MedicalImage image;

  protected ForwardingImage(MedicalImage image) {
    this.image = image;
  }

  protected final MedicalImage image() {
    return image;
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
  public ImageHeader headerOf(int frame) {
    return image.headerOf(frame);
  }

  @Override
  public void forEachFrame(FrameConsumer consumer) throws IOException, UnreadableImageException {
    image.forEachFrame(consumer);
  }

  @Override
  public List<FrameIndex> indices() {
    return image.indices();
  }

  @Override
  public @Nullable FrameClasses classes() {
    return image.classes();
  }

  @Override
  public List<String> remarks() {
    return image.remarks();
  }

  @Override
  public List<String> companions() {
    return image.companions();
  }

  @Override
  public void close() throws IOException {
    image.close();
  }
}
