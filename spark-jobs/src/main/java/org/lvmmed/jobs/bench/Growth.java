package org.lvmmed.jobs.bench;

import java.util.List;

/** How time grows with the number of images. */
public final class Growth {

  private Growth() {}

  /** One run. */
  public record Measured(long images, double seconds) {}

  /** Slope of the logarithm of the time over that of the number of images, by least squares. */
  public static double exponent(List<Measured> runs) {
    double n = runs.size();
    double x = runs.stream().mapToDouble(r -> Math.log(r.images())).sum() / n;
    double y = runs.stream().mapToDouble(r -> Math.log(r.seconds())).sum() / n;
    double both = 0;
    double squares = 0;
    for (Measured run : runs) {
      double dx = Math.log(run.images()) - x;
      both += dx * (Math.log(run.seconds()) - y);
      squares += dx * dx;
    }
    return both / squares;
  }
}
