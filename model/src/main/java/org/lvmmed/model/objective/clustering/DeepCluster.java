package org.lvmmed.model.objective.clustering;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.objective.EpochPasses;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveInput;
import org.lvmmed.model.objective.ObjectiveResult;
import org.lvmmed.model.objective.PairBatch;
import org.lvmmed.model.objective.embedding.EmbeddingHealth;
import org.lvmmed.model.objective.embedding.FiniteRows;
import org.lvmmed.model.objective.embedding.HeadLayers;
import org.lvmmed.model.objective.embedding.Prediction;
import org.lvmmed.model.objective.embedding.Softmax;
import org.lvmmed.model.objective.embedding.UnitRows;
import org.lvmmed.model.objective.embedding.ViewHalves;
import org.lvmmed.model.objective.embedding.Widening;

/**
 * DeepCluster-v2 (Caron et al., NeurIPS 2020, appendix): −log softmax(z·c / τ) at the centroid of
 * the image's cluster, mean over views and heads. Embeddings z, 2B × F, are of length 1; the K × F
 * centroids of each head come of {@link SphericalKMeans} between epochs, on the mean of each
 * image's two z of the last epoch, and take no gradient. An image that its worker did not see in
 * the last epoch, as all in the first one, belongs to the cluster whose centroid is nearest now.
 */
final class DeepCluster implements Objective {

  private final DeepClusterSettings settings;
  private final int channels;
  private final Centroids centroids;
  private final MemoryBank bank;

  /**
   * @param channels D of the feature maps
   */
  DeepCluster(DeepClusterSettings settings, int channels) {
    this.settings = settings;
    this.channels = channels;
    this.centroids = new Centroids(settings.heads(), settings.clusters(), settings.width());
    this.bank = new MemoryBank(settings.heads(), settings.width());
  }

  /** Output: the embeddings. */
  @Override
  public HeadGraph head(String map) {
    HeadLayers layers =
        new HeadLayers("projector", map, channels)
            .pooled()
            .normalised(1, settings.hidden())
            .affine(settings.width());
    return new HeadGraph(layers.nodes(), List.of(layers.output()));
  }

  /** The centroids. */
  @Override
  public float[] state() {
    return centroids.state();
  }

  @Override
  public void setState(float[] state) {
    centroids.setState(state);
  }

  /** The memory bank. */
  @Override
  public float[] ownState() {
    return bank.state();
  }

  @Override
  public void setOwnState(float[] state) {
    bank.setState(state);
  }

  @Override
  public Optional<EpochPasses> betweenEpochs() {
    return Optional.of(new SphericalKMeans(centroids, settings));
  }

  @Override
  public ObjectiveResult evaluate(ObjectiveInput input) {
    begin(input.progress().epoch());
    Matrix embeddings = Widening.matrix(input.outputs().values(0), input.images());
    FiniteRows.require(embeddings);
    UnitRows rows = new UnitRows(embeddings);
    Matrix means = means(rows.unit);
    int[][] clusters = clusters(means, input.batch());
    Evaluated evaluated = evaluate(rows.unit, clusters);
    input.outputs().setGradient(0, Widening.floats(rows.backward(evaluated.gradient())));
    if (!input.smallFirst()) {
      keep(means, input.batch());
    }
    return new ObjectiveResult(
        evaluated.loss(),
        EmbeddingHealth.of(embeddings),
        Map.of(DeepClusterKind.ACCURACY, evaluated.accuracy(), DeepClusterKind.USE, use(clusters)),
        List.of(),
        Map.of());
  }

  /** With the first step of an epoch, what the last one collected becomes clusters. */
  private void begin(int epoch) {
    if (epoch != bank.epoch()) {
      Matrix collected = bank.embeddings();
      int[][] nearest = new int[settings.heads()][];
      for (int head = 0; head < nearest.length; head++) {
        nearest[head] = centroids.nearest(head, collected);
      }
      bank.begin(epoch, nearest);
    }
  }

  /** Of the two views of each image, of length 1. */
  private static Matrix means(Matrix unit) {
    ViewHalves views = ViewHalves.of(unit);
    return new UnitRows(views.first().add(views.second())).unit;
  }

  /** For each head the cluster of each image. */
  private int[][] clusters(Matrix means, PairBatch batch) {
    int[][] clusters = new int[settings.heads()][];
    for (int head = 0; head < clusters.length; head++) {
      clusters[head] = centroids.nearest(head, means);
      for (int image = 0; image < batch.keys().length; image++) {
        int[] known = bank.clusters(batch.keys()[image]);
        clusters[head][image] = known == null ? clusters[head][image] : known[head];
      }
    }
    return clusters;
  }

  private void keep(Matrix means, PairBatch batch) {
    for (int image = 0; image < batch.keys().length; image++) {
      bank.keep(batch.keys()[image], means, image);
    }
  }

  /**
   * @param gradient of the loss with respect to the embeddings of length 1
   */
  record Evaluated(double loss, double accuracy, Matrix gradient) {}

  /**
   * @param unit embeddings of length 1, one row a view
   * @param clusters for each head the cluster of each image
   */
  Evaluated evaluate(Matrix unit, int[][] clusters) {
    double loss = 0;
    double hits = 0;
    Matrix gradient = new Matrix(unit.rows, unit.columns);
    for (int head = 0; head < clusters.length; head++) {
      Matrix prototypes = centroids.of(head);
      int[] nearest = centroids.nearest(head, unit);
      Matrix targets = new Matrix(unit.rows, settings.clusters());
      for (int view = 0; view < unit.rows; view++) {
        int cluster = clusters[head][view % clusters[head].length];
        targets.values[view * settings.clusters() + cluster] = 1;
        hits += nearest[view] == cluster ? 1.0 / unit.rows : 0;
      }
      Prediction prediction =
          new Prediction(unit.timesTransposed(prototypes), targets, settings.temperature());
      loss += prediction.loss();
      gradient.add(prediction.gradient().times(prototypes));
    }
    for (int k = 0; k < gradient.values.length; k++) {
      gradient.values[k] /= clusters.length;
    }
    return new Evaluated(loss / clusters.length, hits / clusters.length, gradient);
  }

  /** Entropy of the clusters of the batch's images, as a share of the largest there is. */
  private double use(int[][] clusters) {
    double sum = 0;
    int images = clusters[0].length;
    for (int[] own : clusters) {
      Matrix shares = new Matrix(1, settings.clusters());
      for (int cluster : own) {
        shares.values[cluster] += 1.0 / images;
      }
      sum += Softmax.entropy(shares, 0);
    }
    double largest = Math.log(Math.min(images, settings.clusters()));
    return largest == 0 ? 0 : sum / clusters.length / largest;
  }
}
