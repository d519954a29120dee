package org.lvmmed.ingest.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lvmmed.ingest.image.ImageHeader.FrameGeometry;

/**
 * An image whose pixels have several values that are no colour (channels, times, layers), as one
 * image for each value, one after another. It is read once for each.
 */
public final class VectorFrames extends ForwardingImage {
  private final ImageHeader header;
  private final int samples;

  private VectorFrames(MedicalImage image) {
    super(image);
    ImageHeader stored = image.header();
    this.samples = stored.samples();
    List<Integer> axes = new ArrayList<>(stored.dims().subList(0, stored.dims().size() - 1));
    axes.add(0, samples);
    List<FrameGeometry> geometry = new ArrayList<>();
    for (int s = 0; s < samples; s++) {
      geometry.addAll(stored.geometry());
    }
    this.header =
        Headers.from(stored)
            .size(samples * stored.frames(), stored.rows(), stored.columns(), 1)
            .vector(false)
            .dims(Shapes.of(volumes(axes, stored), 1))
            .geometry(geometry)
            .build();
  }

  /** A flat picture has one slice, so that its values are volumes of one slice each. */
  private static List<Integer> volumes(List<Integer> axes, ImageHeader stored) {
    if (axes.size() == 3) {
      return List.of(axes.get(0), stored.frames(), axes.get(1), axes.get(2));
    }
    return axes;
  }

  public static MedicalImage of(MedicalImage image) {
    return image.header().vector() ? new VectorFrames(image) : image;
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
    return image().rescale(frame % image().header().frames());
  }

  @Override
  public List<FrameIndex> indices() {
    return List.of();
  }

  @Override
  public void forEachFrame(FrameConsumer consumer) throws IOException, UnreadableImageException {
    for (int s = 0; s < samples; s++) {
      int sample = s;
      image().forEachFrame(frame -> consumer.accept(one(frame, sample)));
    }
  }

  private Frame one(Frame frame, int sample) {
    int bytes = frame.type().bytes();
    int pixels = frame.rows() * frame.columns();
    byte[] out = new byte[pixels * bytes];
    Strided.copy(
        new Strided.Walk(frame.data(), sample * bytes, samples * bytes),
        new Strided.Walk(out, 0, bytes),
        pixels,
        bytes);
    int index = sample * image().header().frames() + frame.index();
    return new Frame(index, frame.rows(), frame.columns(), 1, frame.type(), out);
  }
}
