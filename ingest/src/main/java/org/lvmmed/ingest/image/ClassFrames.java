package org.lvmmed.ingest.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** A segmentation that says what its values mean, as frames of class numbers. */
public final class ClassFrames extends ForwardingImage {
  private final ImageHeader header;
  private final FrameClasses classes;

  private ClassFrames(MedicalImage image, FrameClasses classes) {
    super(image);
    this.classes = classes;
    this.header =
        Headers.from(image.header())
            .type(SampleType.UINT16, 16)
            .rescale(1, 0)
            .palette(null)
            .inverted(false)
            .build();
  }

  /** A mask whose layers are frames and whose values are classes where it tells them. */
  public static MedicalImage of(MedicalImage mask) {
    MedicalImage frames = VectorFrames.of(mask);
    FrameClasses classes = frames.classes();
    return classes == null ? frames : new ClassFrames(frames, classes);
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
  public ImageHeader.Rescale rescale(int frame) {
    return new ImageHeader.Rescale(1, 0);
  }

  @Override
  public @Nullable FrameClasses classes() {
    return classes;
  }

  @Override
  public void forEachFrame(FrameConsumer consumer) throws IOException, UnreadableImageException {
    image().forEachFrame(frame -> consumer.accept(classesOf(frame)));
  }

  private Frame classesOf(Frame frame) {
    ByteBuffer out = ByteBuffer.allocate(2 * frame.length()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < frame.length(); i++) {
      out.putShort((short) classes.classOf(frame.index(), frame.value(i)));
    }
    return new Frame(
        frame.index(),
        frame.rows(),
        frame.columns(),
        frame.samples(),
        SampleType.UINT16,
        out.array());
  }
}
