package org.lvmmed.model.objective.clustering;

import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.rules.Rules;

/**
 * DeepCluster-v2.
 *
 * @param temperature of predictions ({@code objective.deepcluster-v2.temperature}; 0.1 in the
 *     paper)
 * @param iterations of k-means between two epochs ({@code objective.deepcluster-v2.iterations}; 10
 *     in the paper)
 * @param hidden width of the projector's hidden layer ({@code objective.deepcluster-v2.hidden};
 *     2048 in the paper)
 * @param width F of the embeddings ({@code objective.deepcluster-v2.width}; 128 in the paper)
 * @param heads clusterings side by side ({@code objective.deepcluster-v2.heads}; 3 in the paper)
 * @param clusters K of each ({@code objective.deepcluster-v2.clusters}; 3000 in the paper)
 */
public record DeepClusterSettings(
    double temperature, int iterations, int hidden, int width, int heads, int clusters)
    implements ObjectiveSettings {

  private static final int MOST = 10_000_000;

  public DeepClusterSettings {
    Rules.of("objective.deepcluster-v2")
        .above("temperature", temperature, 0, Double.MAX_VALUE)
        .within("iterations", iterations, 1, 1000)
        .within("hidden", hidden, 1, MOST)
        .within("width", width, 1, MOST)
        .within("heads", heads, 1, 100)
        .within("clusters", clusters, 1, MOST)
        .check();
  }

  @Override
  public String kind() {
    return DeepClusterKind.NAME;
  }

  @Override
  public Objective create(int channels) {
    return new DeepCluster(this, channels);
  }

  /** The worker that embedded an image knows its cluster. */
  @Override
  public boolean keepsImages() {
    return true;
  }

  @Override
  public String againstCollapse() {
    return "fewer objective.deepcluster-v2.clusters";
  }
}
