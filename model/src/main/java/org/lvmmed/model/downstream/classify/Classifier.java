package org.lvmmed.model.downstream.classify;

import org.lvmmed.model.downstream.training.TrainingCurve;
import org.lvmmed.model.image.Raster;

/** A trained classification network. Not safe for use by several threads at once. */
public interface Classifier extends AutoCloseable {

  /** A probability for each class; they sum to 1. */
  double[] predict(Raster image);

  /** How training went. */
  TrainingCurve curve();

  /** Frees the native memory. */
  @Override
  void close();
}
