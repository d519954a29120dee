package org.lvmmed.model.objective.matching;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.objective.PairBatch;

/** One graph of a batch: which images it has. */
record GraphInput(PairBatch batch, int graph) {

  /** Numbers of the nodes' first views in the batch. */
  int[] source() {
    return batch.graphs().get(graph);
  }

  /** Numbers of the nodes' second views. */
  int[] target() {
    int pairs = batch.images() / 2;
    return Arrays.stream(source()).map(image -> pairs + image).toArray();
  }

  /** p, n × n. */
  double @Nullable [] prior() {
    return batch.priors().isEmpty() ? null : batch.priors().get(graph);
  }

  GraphViews views(Matrix source, Matrix target, NeighbourGraph es, NeighbourGraph et) {
    return new GraphViews(source, target, es, et, source(), target());
  }
}
