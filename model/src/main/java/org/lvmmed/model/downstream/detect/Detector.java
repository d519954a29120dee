package org.lvmmed.model.downstream.detect;

import java.util.List;
import org.lvmmed.model.downstream.training.TrainingCurve;
import org.lvmmed.model.image.Raster;

/** A trained detection network. Not safe for use by several threads at once. */
public interface Detector extends AutoCloseable {

  /** Boxes in pixels of the image, surest first, at most 100. */
  List<Detection> predict(Raster image);

  /** How training went. */
  TrainingCurve curve();

  /** Frees the native memory. */
  @Override
  void close();
}
