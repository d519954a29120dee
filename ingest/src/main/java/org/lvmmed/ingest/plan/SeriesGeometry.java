package org.lvmmed.ingest.plan;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * How the slices of a series or of a multi-frame file lie.
 *
 * @param series opaque identifier
 * @param step usual distance of neighbouring slices along the normal, in millimetres
 * @param smallest and {@code largest}: the other distances, repeated positions left out
 * @param missing slices that would fill the gaps
 * @param repeated slices that lie where another does
 * @param tilt degrees between the normal and the way from the first slice to the last
 */
public record SeriesGeometry(
    String dataset,
    String series,
    int slices,
    double step,
    double smallest,
    double largest,
    long missing,
    long repeated,
    double tilt)
    implements Serializable {
  private static final double SAME_PLACE_MM = 1e-3;
  private static final double GAP = 1.5;
  private static final double EVEN = 0.1;

  /**
   * Measures slices in any order.
   *
   * @param positions of the first pixels, three numbers each
   * @param normal of the planes, of length 1
   */
  static SeriesGeometry of(
      String dataset, String series, List<List<Double>> positions, double[] normal) {
    double[] places = positions.stream().mapToDouble(p -> dot(p, normal)).sorted().toArray();
    double[] gaps = new double[Math.max(0, places.length - 1)];
    Arrays.setAll(gaps, i -> places[i + 1] - places[i]);
    double[] steps = Arrays.stream(gaps).filter(gap -> gap >= SAME_PLACE_MM).sorted().toArray();
    double usual = steps.length == 0 ? 0 : steps[(steps.length - 1) / 2];
    long missing =
        Arrays.stream(steps)
            .filter(gap -> gap > GAP * usual)
            .mapToLong(gap -> Math.round(gap / usual) - 1)
            .sum();
    return new SeriesGeometry(
        dataset,
        series,
        positions.size(),
        rounded(usual),
        rounded(steps.length == 0 ? 0 : steps[0]),
        rounded(steps.length == 0 ? 0 : steps[steps.length - 1]),
        missing,
        gaps.length - steps.length,
        rounded(tilt(positions, normal)));
  }

  /** Whether distances differ by more than a tenth without a slice missing. */
  boolean isUneven() {
    return missing == 0 && largest - smallest > EVEN * step;
  }

  private static double tilt(List<List<Double>> positions, double[] normal) {
    List<Double> first = positions.get(0);
    List<Double> last = first;
    for (List<Double> position : positions) {
      if (dot(position, normal) < dot(first, normal)) {
        first = position;
      }
      if (dot(position, normal) > dot(last, normal)) {
        last = position;
      }
    }
    double length = 0;
    double along = dot(last, normal) - dot(first, normal);
    for (int axis = 0; axis < 3; axis++) {
      length += Math.pow(last.get(axis) - first.get(axis), 2);
    }
    length = Math.sqrt(length);
    return length < SAME_PLACE_MM ? 0 : Math.toDegrees(Math.acos(Math.min(1, along / length)));
  }

  private static double dot(List<Double> position, double[] normal) {
    return position.get(0) * normal[0] + position.get(1) * normal[1] + position.get(2) * normal[2];
  }

  private static double rounded(double value) {
    return Math.rint(value * 1e4) / 1e4;
  }
}
