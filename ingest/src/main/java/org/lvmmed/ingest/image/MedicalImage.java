package org.lvmmed.ingest.image;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** An opened image. Frames are decoded one at a time, so that a volume need not fit in memory. */
public interface MedicalImage extends Closeable {

  ImageHeader header();

  /**
   * The modality rescale of one frame: the header's, unless the file gives each frame its own, as
   * multi-frame PET does.
   */
  default ImageHeader.Rescale rescale(int frame) {
    return new ImageHeader.Rescale(header().slope(), header().intercept());
  }

  /** The header with the rescale of one frame. */
  default ImageHeader headerOf(int frame) {
    return header().with(rescale(frame));
  }

  /**
   * Decodes every frame in order and hands each to the consumer.
   *
   * @throws UnreadableImageException if the content breaks its format's rules
   */
  void forEachFrame(FrameConsumer consumer) throws IOException, UnreadableImageException;

  /** Paths, from the store's root, of the other files that were read for this image. */
  default List<String> companions() {
    return List.of();
  }

  @Override
  default void close() throws IOException {}

  /** Receives the frames of one image. */
  @FunctionalInterface
  interface FrameConsumer {
    void accept(Frame frame) throws IOException, UnreadableImageException;
  }
}
