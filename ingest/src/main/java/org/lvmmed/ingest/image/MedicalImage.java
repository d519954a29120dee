package org.lvmmed.ingest.image;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** Where each frame belongs, of files that tell it; else empty, and frames are in order. */
  default List<FrameIndex> indices() {
    return List.of();
  }

  /** What the values of a segmentation mean, or null where the dataset decides. */
  default @Nullable FrameClasses classes() {
    return null;
  }

  /** What the reader passed over and a person should know; without anything of the patient. */
  default List<String> remarks() {
    return List.of();
  }

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
