package org.lvmmed.model.objective.vicregl;

import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.rules.Rules;

/**
 * VICRegL.
 *
 * @param alpha share of the loss between whole images ({@code objective.vicregl.alpha}; 0.75 in the
 *     paper)
 * @param invariance weight of the distance of two views ({@code objective.vicregl.invariance}; 25)
 * @param variance weight of missing variance ({@code objective.vicregl.variance}; 25)
 * @param covariance weight of the covariances ({@code objective.vicregl.covariance}; 1)
 * @param pairsShare share of a map's positions that are paired ({@code
 *     objective.vicregl.pairs-share}; 20 of 49 in the paper)
 * @param width of each of the three layers on whole images ({@code objective.vicregl.width}; 8192
 *     in the paper)
 * @param localWidth of each of the three layers on positions ({@code
 *     objective.vicregl.local-width}; 512 in the paper)
 */
public record VicReglSettings(
    double alpha,
    double invariance,
    double variance,
    double covariance,
    double pairsShare,
    int width,
    int localWidth)
    implements ObjectiveSettings {

  private static final double MOST = 1e6;
  private static final int WIDEST = 65_536;

  public VicReglSettings {
    Rules.of("objective.vicregl")
        .within("alpha", alpha, 0, 1)
        .within("invariance", invariance, 0, MOST)
        .within("variance", variance, 0, MOST)
        .within("covariance", covariance, 0, MOST)
        .above("pairs-share", pairsShare, 0, 1)
        .within("width", width, 1, WIDEST)
        .within("local-width", localWidth, 1, WIDEST)
        .check();
  }

  @Override
  public String kind() {
    return VicReglKind.NAME;
  }

  @Override
  public Objective create(int channels) {
    return new VicRegl(this, channels);
  }

  /** How many of a map's positions are paired. */
  int kept(int positions) {
    return (int) Math.ceil(pairsShare * positions);
  }

  @Override
  public String againstCollapse() {
    return "a larger objective.vicregl.variance";
  }
}
