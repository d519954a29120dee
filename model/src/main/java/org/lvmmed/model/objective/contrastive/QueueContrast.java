package org.lvmmed.model.objective.contrastive;

import org.lvmmed.model.linalg.Matrix;

/** Cross-entropy of queries against their own keys and those of a queue, mean over the queries. */
final class QueueContrast {

  private final Matrix queries;
  private final Matrix keys;
  private final Matrix queue;
  private final double temperature;

  /** Softmax over the queue's keys; what is missing to 1 is the query's own key's. */
  private final Matrix others;

  private double loss;
  private int hits;

  /**
   * @param queries B × F, of length 1
   * @param keys of the same images, likewise
   * @param queue of other images, likewise; may have no rows
   */
  QueueContrast(Matrix queries, Matrix keys, Matrix queue, double temperature) {
    this.queries = queries;
    this.keys = keys;
    this.queue = queue;
    this.temperature = temperature;
    others = queries.timesTransposed(queue);
    for (int i = 0; i < queries.rows; i++) {
      softmax(i, queries.dot(i, keys, i));
    }
  }

  private void softmax(int i, double own) {
    int from = i * queue.rows;
    double largest = Double.NEGATIVE_INFINITY;
    for (int j = from; j < from + queue.rows; j++) {
      largest = Math.max(largest, others.values[j]);
    }
    hits += own >= largest ? 1 : 0;
    double top = Math.max(own, largest);
    double sum = Math.exp((own - top) / temperature);
    for (int j = from; j < from + queue.rows; j++) {
      others.values[j] = Math.exp((others.values[j] - top) / temperature);
      sum += others.values[j];
    }
    for (int j = from; j < from + queue.rows; j++) {
      others.values[j] /= sum;
    }
    loss += (Math.log(sum) - (own - top) / temperature) / queries.rows;
  }

  double loss() {
    return loss;
  }

  /** Share of queries that no other key is more like than their own. */
  double accuracy() {
    return (double) hits / queries.rows;
  }

  /** With respect to the queries: (Σ_j p_j k_j − (1 − p⁺) k⁺) / (τ B). */
  Matrix gradient() {
    Matrix gradient = others.times(queue);
    for (int i = 0; i < queries.rows; i++) {
      double rest = 0;
      for (int j = i * queue.rows; j < (i + 1) * queue.rows; j++) {
        rest += others.values[j];
      }
      Matrix.addScaled(
          gradient.values,
          i * gradient.columns,
          keys.values,
          i * gradient.columns,
          gradient.columns,
          -rest);
    }
    for (int k = 0; k < gradient.values.length; k++) {
      gradient.values[k] /= temperature * queries.rows;
    }
    return gradient;
  }
}
