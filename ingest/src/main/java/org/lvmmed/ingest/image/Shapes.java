package org.lvmmed.ingest.image;

import java.util.ArrayList;
import java.util.List;

/** Shapes as {@code inspect} prints them. */
public final class Shapes {
  private Shapes() {}

  /** Frames × rows × columns × samples, without a single frame and a single sample. */
  public static List<Integer> of(int frames, int rows, int columns, int samples) {
    return of(List.of(frames, rows, columns), samples);
  }

  /**
   * Axes slowest first and then samples, without the leading ones of length 1 as long as rows and
   * columns remain, and without a single sample.
   */
  public static List<Integer> of(List<Integer> axes, int samples) {
    int first = 0;
    while (axes.size() - first > 2 && axes.get(first) == 1) {
      first++;
    }
    List<Integer> shape = new ArrayList<>(axes.subList(first, axes.size()));
    if (samples > 1) {
      shape.add(samples);
    }
    return List.copyOf(shape);
  }
}
