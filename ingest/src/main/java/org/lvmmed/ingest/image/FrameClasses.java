package org.lvmmed.ingest.image;

/** What the values of a segmentation mean that says so itself, frame by frame. */
@FunctionalInterface
public interface FrameClasses {

  /** The class of a stored value, 0 for the background. */
  int classOf(int frame, double value);
}
