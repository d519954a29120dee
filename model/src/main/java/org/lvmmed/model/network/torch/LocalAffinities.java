package org.lvmmed.model.network.torch;

import static org.bytedeco.pytorch.global.torch.mm_out;
import static org.bytedeco.pytorch.global.torch.zeros_like;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * ½(c_lo(s→t) + c_lo(t→s)) of all pairs of maps of all graphs: the mean cosine of partners by
 * location and by feature, in either direction.
 */
final class LocalAffinities {

  /** Values of the unit vectors that are gathered at a time on the way back. */
  private static final int CHUNK = 1 << 22;

  private final HostCopies host;
  private final GraphTensors graphs;
  private final UnitVectors vectors;
  private final Tensor sourceRows;
  private final Tensor targetRows;
  private final int positions;
  private final int channels;
  private final Tensor cosines;
  private final PositionPartners byLocation;
  private final PositionPartners byFeature;
  private final double locationWeight;
  private final double featureWeight;
  private final Tensor values;

  /**
   * @param maps images × P × D, overwritten
   * @param places images × P × 2
   */
  LocalAffinities(HostCopies host, GraphTensors graphs, Tensor maps, Tensor places, int kept) {
    this.host = host;
    this.graphs = graphs;
    vectors = UnitVectors.inPlace(maps);
    positions = Math.toIntExact(maps.size(1));
    channels = Math.toIntExact(maps.size(2));
    sourceRows = graphs.images(false);
    targetRows = graphs.images(true);
    locationWeight = 0.25 / kept;
    featureWeight = 0.25 / positions;
    byLocation = PositionPartners.of(placeDistances(places), kept);
    cosines = cosines();
    byFeature = PositionPartners.of(featureDistances(), positions);
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

  /** Graph by graph, whose vectors mostly need no copy. */
  private Tensor cosines() {
    long rows = (long) graphs.nodes * positions;
    Tensor all = host.empty(graphs.count(), rows, rows);
    for (int g = 0; g < graphs.count(); g++) {
      Tensor source = graphs.ofImages(vectors.unit(), g, false).view(rows, channels);
      Tensor target = graphs.ofImages(vectors.unit(), g, true).view(rows, channels);
      mm_out(all.select(0, g), source, target.t());
      source.close();
      target.close();
    }
    return pairs(all);
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
    return pairs(across.mul_(across).addcmul_(down, down));
  }

  /** Squared Euclidean distances from norms and cosines. */
  private Tensor featureDistances() {
    Tensor source = ofNodes(vectors.norms(), sourceRows, 1);
    Tensor target = ofNodes(vectors.norms(), targetRows, 1).transpose(1, 2);
    Tensor squares = source.mul(source).add(target.mul(target));
    Tensor products = source.mul(new Scalar(-2.0)).mul(target);
    return pairs(squares).addcmul_(pairs(products), cosines).clamp_min_(new Scalar(0.0));
  }

  /**
   * The gradient of Σ weights ∘ values. Matchings differ in few pairs, so few weights are not zero.
   *
   * @param weights n × n of each graph
   * @return images × P × D
   */
  Tensor backward(List<float[]> weights) {
    WeightedPairs pairs = WeightedPairs.of(graphs, weights);
    Tensor gradient = zeros_like(vectors.unit());
    Tensor along = zeros_like(vectors.norms());
    int most = Math.max(1, CHUNK / (positions * channels));
    for (int from = 0; from < pairs.count(); from += most) {
      // What a chunk allocates is freed before the next.
      try (PointerScope scope = new PointerScope()) {
        spread(pairs.part(from, Math.min(pairs.count(), from + most)), gradient, along);
      }
    }
    return vectors.backward(gradient, along);
  }

  /**
   * Adds the gradients with respect to unit vectors.
   *
   * @param along gets their products with the unit vectors
   */
  private void spread(WeightedPairs pairs, Tensor gradient, Tensor along) {
    Tensor row = host.indices(pairs.rows());
    Tensor column = host.indices(pairs.columns());
    Tensor joint = jointWeights(pairs, row, column);
    Tensor source = sourceRows.index_select(0, row);
    Tensor target = targetRows.index_select(0, host.indices(pairs.targets(graphs.nodes)));
    Tensor targetUnits = vectors.unit().index_select(0, target);
    gradient.index_add_(0, source, joint.bmm(targetUnits));
    Tensor sourceUnits = vectors.unit().index_select(0, source);
    gradient.index_add_(0, target, joint.transpose(1, 2).bmm(sourceUnits));
    Tensor products = ofPairs(row, column).mul_(joint);
    along.index_add_(0, source, sum(products, 2).unsqueeze(2));
    along.index_add_(0, target, sum(products, 1).unsqueeze(2));
  }

  /** ∂loss/∂cosine of each two positions of each pair: K × P × P. */
  private Tensor jointWeights(WeightedPairs pairs, Tensor row, Tensor column) {
    Tensor pair = host.indices(pairs.numbers(graphs.nodes));
    Tensor each = host.tensor(pairs.weights(), 0, pairs.count());
    Tensor joint = host.empty(pairs.count(), positions, positions).zero_();
    byLocation.addWeights(joint, row, column, pair, each.mul(new Scalar(locationWeight)));
    byFeature.addWeights(joint, row, column, pair, each.mul(new Scalar(featureWeight)));
    return joint;
  }

  /** Cosines of the positions of pairs: K × P × P. */
  private Tensor ofPairs(Tensor row, Tensor column) {
    long count = row.size(0);
    Tensor rows = cosines.view(-1, positions, graphs.nodes, positions).index_select(0, row);
    Tensor at = column.view(-1, 1, 1, 1).expand(count, positions, 1L, positions);
    return rows.gather(2, at).squeeze(2);
  }

  private static Tensor sum(Tensor tensor, long axis) {
    return tensor.sum(new long[] {axis}, false, new ScalarTypeOptional());
  }
}
