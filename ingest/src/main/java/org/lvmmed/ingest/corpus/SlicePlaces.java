package org.lvmmed.ingest.corpus;

import java.util.Arrays;

/** Where the slices of an image lie along its normal, in millimetres. */
final class SlicePlaces {
  private static final double SAME_SLICE = 0.1;
  private static final double LEAST_MM = 0.01;

  private final double[] normal;
  private final double[] places;
  private final double[] sorted;
  private final double within;

  SlicePlaces(Grid image) {
    this.normal = image.normal();
    this.places =
        image.origins().stream().mapToDouble(origin -> Vectors.dot(origin, normal)).toArray();
    this.sorted = places.clone();
    Arrays.sort(sorted);
    this.within = Math.max(LEAST_MM, SAME_SLICE * usualStep(sorted));
  }

  /** Of neighbouring slices; of a single one, a millimetre. */
  private static double usualStep(double[] sorted) {
    double[] steps = new double[sorted.length - 1];
    Arrays.setAll(steps, i -> sorted[i + 1] - sorted[i]);
    double[] real = Arrays.stream(steps).filter(step -> step > LEAST_MM).sorted().toArray();
    return real.length == 0 ? 1 : real[real.length / 2];
  }

  /** Where a point lies along the normal. */
  double along(double[] point) {
    return Vectors.dot(point, normal);
  }

  /** The slice at a place, -1 where there is none. */
  int at(double place) {
    int nearest = 0;
    for (int slice = 1; slice < places.length; slice++) {
      if (Math.abs(places[slice] - place) < Math.abs(places[nearest] - place)) {
        nearest = slice;
      }
    }
    return Math.abs(places[nearest] - place) <= within ? nearest : -1;
  }

  /** Whether a place lies behind the first slice and before the last. */
  boolean spans(double place) {
    return place > sorted[0] && place < sorted[sorted.length - 1];
  }
}
