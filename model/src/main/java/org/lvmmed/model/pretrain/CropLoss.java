package org.lvmmed.model.pretrain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.objective.MapPositions;
import org.lvmmed.model.objective.MomentumOutputs;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveInput;
import org.lvmmed.model.objective.ObjectiveResult;
import org.lvmmed.model.objective.PairBatch;
import org.lvmmed.model.view.Draws;

/**
 * An objective's loss with small crops: the mean over the pair of large views and over each small
 * view with each large one (METHOD, section 5; as the multi-crop of VICRegL). Each pair is what a
 * batch of two views is.
 */
final class CropLoss {

  private final Objective objective;
  private final NetworkGraph graph;
  private final TrainingBatch batch;

  CropLoss(Objective objective, NetworkGraph graph, TrainingBatch batch) {
    this.objective = objective;
    this.graph = graph;
    this.batch = batch;
  }

  /** Two views, and what the objective must know of them beside what the network gave. */
  private record ViewPair(int first, int second, PairBatch batch) {
    boolean ofSmall() {
      return first > 1;
    }
  }

  /**
   * @param step what an objective would see of the large views alone, but that the outputs of the
   *     small ones follow
   * @return the mean loss, and else what the objective says of the large views
   */
  ObjectiveResult evaluate(ObjectiveInput step) {
    List<ViewPair> pairs = pairs();
    int small = batch.small().count();
    CropOutputs crops = new CropOutputs(step.outputs(), graph, small, 1f / pairs.size());
    List<ObjectiveResult> results = new ArrayList<>();
    for (ViewPair pair : pairs) {
      MomentumOutputs ahead =
          pair.ofSmall() ? crops.ofView(step.momentum(), pair.second()) : step.momentum();
      results.add(
          objective.evaluate(
              new ObjectiveInput(
                  crops.pair(pair.first(), pair.second()),
                  pair.batch(),
                  step.progress(),
                  ahead,
                  pair.ofSmall())));
    }
    crops.setGradients();
    return mean(results);
  }

  /**
   * The pair of large views is the last: what an objective keeps of it, like keys in a queue, must
   * not meet the small views of the same images.
   */
  private List<ViewPair> pairs() {
    List<ViewPair> pairs = new ArrayList<>();
    for (int crop = 0; crop < batch.small().count(); crop++) {
      for (int large = 0; large < 2; large++) {
        pairs.add(new ViewPair(2 + crop, large, smallAndLarge(crop, large)));
      }
    }
    pairs.add(new ViewPair(0, 1, batch.pairs()));
    return pairs;
  }

  private PairBatch smallAndLarge(int crop, int large) {
    PairBatch both = batch.pairs();
    float[] small = part(batch.small().positions(), crop, batch.small().count());
    float[] other = part(both.positions(), large, 2);
    float[] positions = Arrays.copyOf(small, small.length + other.length);
    System.arraycopy(other, 0, positions, small.length, other.length);
    int images = both.images() / 2;
    MapPositions maps =
        new MapPositions(2 * images, small.length / 2 / images, other.length / 2 / images);
    long[] seeds =
        Arrays.stream(both.seeds()).map(seed -> Draws.hash(seed, 2 + crop, large)).toArray();
    return new PairBatch(maps, positions, both.graphs(), both.priors(), seeds, both.keys());
  }

  private static float[] part(float[] values, int number, int count) {
    int length = values.length / count;
    return Arrays.copyOfRange(values, number * length, (number + 1) * length);
  }

  private static ObjectiveResult mean(List<ObjectiveResult> results) {
    Map<String, Double> phases = new LinkedHashMap<>();
    results.forEach(r -> r.phases().forEach((name, s) -> phases.merge(name, s, Double::sum)));
    ObjectiveResult large = results.get(results.size() - 1);
    return new ObjectiveResult(
        results.stream().mapToDouble(ObjectiveResult::loss).average().orElseThrow(),
        large.metrics(),
        large.curves(),
        large.matchings(),
        phases);
  }
}
