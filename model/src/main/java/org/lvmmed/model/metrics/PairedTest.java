package org.lvmmed.model.metrics;

/**
 * Whether two methods differ on the same cases.
 *
 * @param difference mean of first − second
 * @param interval its 95 % bootstrap interval
 * @param p two-sided p value of a sign-flip permutation test
 * @param cases how many independent groups were compared
 */
public record PairedTest(double difference, Bootstrap.Interval interval, double p, int cases) {

  /**
   * @param groups number of the group (patient) each case belongs to, 0 … groups − 1
   */
  public static PairedTest of(double[] first, double[] second, int[] groups, long seed) {
    throw new UnsupportedOperationException();
  }
}
