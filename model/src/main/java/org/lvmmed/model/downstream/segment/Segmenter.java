package org.lvmmed.model.downstream.segment;

import org.lvmmed.model.downstream.sample.ByteMask;
import org.lvmmed.model.downstream.training.TrainingCurve;
import org.lvmmed.model.image.Raster;

/** A trained segmentation network. Not safe for use by several threads at once. */
public interface Segmenter extends AutoCloseable {

  /** The mask of an image, at the image's own size. */
  ByteMask predict(Raster image);

  /** How training went. */
  TrainingCurve curve();

  /** Frees the native memory. */
  @Override
  void close();
}
