package org.lvmmed.model.network.torch;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * ½(c_lo(s→t) + c_lo(t→s)) of all pairs of maps of all graphs: the mean cosine of partners by
 * location and by feature, in either direction.
 */
final class LocalAffinities {

  private final HostCopies host;
  private final GraphTensors graphs;
  private final UnitVectors vectors;
  private final Tensor sourceRows;
  private final Tensor targetRows;
  private final int positions;
  private final int channels;
  private final PositionPartners byLocation;
  private final PositionPartners byFeature;
  private final double locationWeight;
  private final double featureWeight;
  private final Tensor values;

  /**
   * @param maps images × P × D
   * @param places images × P × 2
   */
  LocalAffinities(HostCopies host, GraphTensors graphs, Tensor maps, Tensor places, int kept) {
    this.host = host;
    this.graphs = graphs;
    vectors = UnitVectors.of(maps);
    positions = Math.toIntExact(maps.size(1));
    channels = Math.toIntExact(maps.size(2));
    sourceRows = graphs.images(false);
    targetRows = graphs.images(true);
    locationWeight = 0.25 / kept;
    featureWeight = 0.25 / positions;
    byLocation = PositionPartners.of(placeDistances(places), kept);
    Tensor cosines = cosines();
    byFeature = PositionPartners.of(featureDistances(cosines), positions);
    values =
        byLocation
            .sums(cosines)
            .mul_(new Scalar(locationWeight))
            .add_(byFeature.sums(cosines).mul_(new Scalar(featureWeight)));
  }

  /** G × N × N. */
  Tensor values() {
    return values;
  }

  private Tensor cosines() {
    Tensor source = ofNodes(vectors.unit(), sourceRows, channels);
    Tensor target = ofNodes(vectors.unit(), targetRows, channels);
    return pairs(source.bmm(target.transpose(1, 2)));
  }

  /** G × N·P × width, of images × P × width. */
  private Tensor ofNodes(Tensor all, Tensor rows, int width) {
    return all.index_select(0, rows).view(graphs.count(), (long) graphs.nodes * positions, width);
  }

  private Tensor pairs(Tensor matrix) {
    return matrix.view(graphs.count(), graphs.nodes, positions, graphs.nodes, positions);
  }

  private Tensor placeDistances(Tensor places) {
    Tensor source = ofNodes(places, sourceRows, 2);
    Tensor target = ofNodes(places, targetRows, 2).transpose(1, 2);
    Tensor across = source.narrow(2, 0, 1).sub(target.narrow(1, 0, 1));
    Tensor down = source.narrow(2, 1, 1).sub(target.narrow(1, 1, 1));
    return pairs(across.mul_(across).add_(down.mul_(down)));
  }

  /** Squared Euclidean distances from norms and cosines. */
  private Tensor featureDistances(Tensor cosines) {
    Tensor source = ofNodes(vectors.norms(), sourceRows, 1);
    Tensor target = ofNodes(vectors.norms(), targetRows, 1).transpose(1, 2);
    Tensor products = pairs(source.mul(target)).mul_(cosines).mul_(new Scalar(-2.0));
    Tensor squares = pairs(source.mul(source).add(target.mul(target)));
    return products.add_(squares).clamp_min_(new Scalar(0.0));
  }

  /**
   * The gradient of Σ weights ∘ values. Matchings differ in few pairs, so few weights are not zero.
   *
   * @param weights n × n of each graph
   * @return images × P × D
   */
  Tensor backward(List<float[]> weights) {
    WeightedPairs pairs = WeightedPairs.of(graphs, weights);
    Tensor gradient = vectors.unit().mul(new Scalar(0.0));
    if (pairs.count() > 0) {
      spread(pairs, gradient);
    }
    return vectors.backward(gradient);
  }

  private void spread(WeightedPairs pairs, Tensor gradient) {
    Tensor row = host.indices(pairs.rows());
    Tensor column = host.indices(pairs.columns());
    Tensor pair = host.indices(pairs.numbers(graphs.nodes));
    Tensor each = host.tensor(pairs.weights(), 0, pairs.count());
    Tensor joint =
        host.tensor(
            new float[pairs.count() * positions * positions],
            new long[] {pairs.count(), positions, positions});
    byLocation.addWeights(joint, row, column, pair, each.mul(new Scalar(locationWeight)));
    byFeature.addWeights(joint, row, column, pair, each.mul(new Scalar(featureWeight)));
    Tensor source = sourceRows.index_select(0, row);
    Tensor target = targetRows.index_select(0, host.indices(pairs.targets(graphs.nodes)));
    Tensor sourceUnits = vectors.unit().index_select(0, source);
    Tensor targetUnits = vectors.unit().index_select(0, target);
    gradient.index_add_(0, source, joint.bmm(targetUnits));
    gradient.index_add_(0, target, joint.transpose(1, 2).bmm(sourceUnits));
  }
}
