package org.lvmmed.model.objective.clustering;

import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.objective.EpochPasses;
import org.lvmmed.model.view.Draws;

/**
 * k-means on the sphere (Dhillon and Modha, 2001) over the memory banks of all workers, once for
 * each head: a first pass draws centroids among the embeddings, each further one moves them to the
 * direction of the sum of the embeddings that are nearest to them. A centroid without any stays.
 */
final class SphericalKMeans implements EpochPasses {

  private final Centroids centroids;
  private final DeepClusterSettings settings;

  SphericalKMeans(Centroids centroids, DeepClusterSettings settings) {
    this.centroids = centroids;
    this.settings = settings;
  }

  @Override
  public int count() {
    return 1 + settings.iterations();
  }

  @Override
  public double[] sums(int pass, float[] kept, int worker, int workers) {
    MemoryBank bank = new MemoryBank(settings.heads(), settings.width());
    bank.setState(kept);
    Matrix embeddings = bank.embeddings();
    double[] sums = new double[settings.heads() * settings.clusters() * settings.width()];
    for (int head = 0; head < settings.heads(); head++) {
      if (pass == 0) {
        draw(head, bank.epoch(), embeddings, worker, workers, sums);
      } else {
        double[] own = centroids.sums(head, embeddings);
        System.arraycopy(own, 0, sums, head * own.length, own.length);
      }
    }
    return sums;
  }

  /** Each worker draws its share of the centroids. */
  private void draw(
      int head, int epoch, Matrix embeddings, int worker, int workers, double[] sums) {
    for (int k = worker; k < settings.clusters() && embeddings.rows > 0; k += workers) {
      long draw = Draws.hash(epoch, head, k, Draws.key("centroid"));
      add(embeddings, (int) Long.remainderUnsigned(draw, embeddings.rows), head, k, sums);
    }
  }

  private void add(Matrix embeddings, int row, int head, int cluster, double[] sums) {
    int width = settings.width();
    Matrix.addScaled(
        sums,
        (head * settings.clusters() + cluster) * width,
        embeddings.values,
        row * width,
        width,
        1);
  }

  @Override
  public void take(int pass, double[] sums) {
    centroids.moveTo(sums);
  }
}
