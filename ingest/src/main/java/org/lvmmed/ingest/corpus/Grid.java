package org.lvmmed.ingest.corpus;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.ImageHeader.FrameGeometry;

/**
 * Where the pixels of an image lie in the patient.
 *
 * @param origins of the first pixel of each frame
 * @param down the step from a row to the next
 * @param across the step from a column to the next
 * @param through the step from a frame to the next, or null where it is not the same throughout
 */
record Grid(
    int rows,
    int columns,
    List<double[]> origins,
    double[] down,
    double[] across,
    double @Nullable [] through) {
  private static final double PARALLEL = 0.9999;
  private static final double SAME_STEP = 0.02;

  /** The grid that a header tells, or null where it does not tell all of it. */
  static @Nullable Grid of(ImageHeader header) {
    List<FrameGeometry> frames = header.geometry();
    List<Double> spacing = header.spacing();
    if (frames.size() != header.frames() || spacing.size() < 2) {
      return null;
    }
    FrameGeometry first = frames.get(0);
    for (FrameGeometry frame : frames) {
      if (Vectors.dot(frame.rowDirection(), first.rowDirection()) < PARALLEL
          || Vectors.dot(frame.columnDirection(), first.columnDirection()) < PARALLEL) {
        return null;
      }
    }
    List<double[]> origins = frames.stream().map(FrameGeometry::position).toList();
    return new Grid(
        header.rows(),
        header.columns(),
        origins,
        Vectors.times(first.columnDirection(), spacing.get(0)),
        Vectors.times(first.rowDirection(), spacing.get(1)),
        step(origins));
  }

  /** The first frames alone: one volume of several. */
  Grid first(int count) {
    List<double[]> some = origins.subList(0, count);
    return new Grid(rows, columns, some, down, across, step(some));
  }

  private static double @Nullable [] step(List<double[]> origins) {
    if (origins.size() < 2) {
      return null;
    }
    double[] first = Vectors.minus(origins.get(1), origins.get(0));
    for (int i = 2; i < origins.size(); i++) {
      double[] step = Vectors.minus(origins.get(i), origins.get(i - 1));
      if (Vectors.length(Vectors.minus(step, first)) > SAME_STEP * Vectors.length(first)) {
        return null;
      }
    }
    return Vectors.length(first) > 0 ? first : null;
  }

  double[] normal() {
    double[] normal = Vectors.cross(across, down);
    return Vectors.times(normal, 1 / Vectors.length(normal));
  }

  /** For messages; a place in the scanner is nobody's name. */
  String text() {
    return "%d x %d x %d pixels, rows along %s, columns along %s, from %s to %s mm"
        .formatted(
            origins.size(),
            rows,
            columns,
            text(across),
            text(down),
            text(origins.get(0)),
            text(origins.get(origins.size() - 1)));
  }

  private static String text(double[] vector) {
    return DoubleStream.of(vector)
        .mapToObj(v -> String.format(Locale.ROOT, "%.4g", v + 0.0))
        .collect(Collectors.joining(" ", "(", ")"));
  }
}
