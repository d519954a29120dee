package org.lvmmed.model.objective.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lvmmed.model.objective.Vectors.wide;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.network.HostOutputs;
import org.lvmmed.model.objective.MomentumOutputs;
import org.lvmmed.model.objective.NumericalGradient;
import org.lvmmed.model.objective.ObjectiveInput;
import org.lvmmed.model.objective.ObjectiveResult;
import org.lvmmed.model.objective.PairBatch;
import org.lvmmed.model.objective.Progress;
import org.lvmmed.model.objective.Samples;
import org.lvmmed.model.objective.embedding.ProjectorSettings;
import org.lvmmed.model.objective.embedding.ProjectorSettings.Kind;
import org.lvmmed.model.objective.embedding.ProjectorSettings.Norm;

class MoCoTest {

  private static final int WIDTH = 4;
  private static final int PAIRS = 3;
  private static final double TEMPERATURE = 0.3;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isTheCrossEntropyAgainstTheQueue(boolean bothWays) {
    MoCo objective = objective(7, bothWays);
    float[] first = embeddings(1);
    step(objective, embeddings(2), first);
    List<float[]> queue = bothWays ? rows(first, 0, 2 * PAIRS) : rows(first, PAIRS, 2 * PAIRS);

    ObjectiveResult result = step(objective, embeddings(3), embeddings(4));

    double expected = 0;
    for (int view = 0; view < (bothWays ? 2 : 1); view++) {
      for (int b = 0; b < PAIRS; b++) {
        float[] q = row(embeddings(3), view * PAIRS + b);
        float[] key = row(embeddings(4), (1 - view) * PAIRS + b);
        double sum = Math.exp(cosine(q, key) / TEMPERATURE);
        for (float[] other : queue) {
          sum += Math.exp(cosine(q, other) / TEMPERATURE);
        }
        expected -= Math.log(Math.exp(cosine(q, key) / TEMPERATURE) / sum);
      }
    }
    assertThat(result.loss()).isEqualTo(expected / (bothWays ? 2 * PAIRS : PAIRS), within(1e-6));
  }

  @Test
  void anEmptyQueueAsksNothing() {
    ObjectiveResult result = step(objective(7, true), embeddings(1), embeddings(2));
    assertThat(result.loss()).isZero();
    assertThat(result.curves()).containsEntry("queue_filled", 0.0);
  }

  @Test
  void theOldestKeysLeaveAFullQueue() {
    MoCo objective = objective(4, false);
    step(objective, embeddings(1), embeddings(5));
    step(objective, embeddings(1), embeddings(6));
    // Keys of second views: three of the first step, of which two are overwritten.
    float[] state = objective.ownState();
    assertThat(state).hasSize(1 + 4 * WIDTH);
    assertThat(state[0]).isEqualTo(2);
    assertThat(part(state, 3)).containsExactly(unit(row(embeddings(6), PAIRS)), within(1e-6f));
    assertThat(part(state, 0)).containsExactly(unit(row(embeddings(6), PAIRS + 1)), within(1e-6f));
    assertThat(part(state, 1)).containsExactly(unit(row(embeddings(6), PAIRS + 2)), within(1e-6f));
    assertThat(part(state, 2)).containsExactly(unit(row(embeddings(5), PAIRS + 2)), within(1e-6f));
    assertThat(step(objective, embeddings(1), embeddings(6)).curves())
        .containsEntry("queue_filled", 1.0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itsGradientIsThatOfCentralDifferencesAndKeysTakeNone(boolean bothWays) {
    MoCo objective = objective(8, bothWays);
    step(objective, embeddings(1), embeddings(2));
    double[] queries = Samples.uniform(3, 2 * PAIRS * WIDTH);
    Matrix keys = new Matrix(2 * PAIRS, WIDTH, wide(embeddings(4)));
    double[] gradient = evaluate(objective, queries, keys).gradient().values;
    if (!bothWays) {
      assertThat(Arrays.copyOfRange(gradient, gradient.length / 2, gradient.length))
          .containsOnly(0);
    }
    NumericalGradient.check(queries, gradient, h -> evaluate(objective, h, keys).result().loss());
  }

  /** Large views give keys; small ones ask, and give none. */
  @Test
  void smallViewsAreComparedWithLargeOnesAndLeaveTheQueueAsItIs() {
    MoCo objective = objective(8, true);
    step(objective, embeddings(1), embeddings(2));
    float[] queue = objective.ownState();
    float[] keys = Arrays.copyOfRange(embeddings(4), 0, PAIRS * WIDTH);
    float[] queries = embeddings(3);
    HostOutputs outputs =
        new HostOutputs(new float[][] {queries}, new float[][] {new float[queries.length]});
    objective.evaluate(
        new ObjectiveInput(
            outputs,
            batch(),
            Progress.START,
            new MomentumOutputs(new float[][] {keys}, PAIRS),
            true));
    float[] gradient = outputs.gradients()[0];
    assertThat(objective.ownState()).isEqualTo(queue);
    assertThat(Arrays.copyOfRange(gradient, PAIRS * WIDTH, gradient.length)).containsOnly(0);
    assertThat(Arrays.copyOf(gradient, PAIRS * WIDTH)).doesNotContain(0);
  }

  private static MoCo objective(int queue, boolean bothWays) {
    ProjectorSettings projector = new ProjectorSettings(Kind.LINEAR, Norm.NONE, WIDTH, 7);
    return new MoCo(new MoCoSettings(TEMPERATURE, 0.9, queue, bothWays, projector), 5);
  }

  private static MoCo.Evaluated evaluate(MoCo objective, double[] queries, Matrix keys) {
    return objective.evaluate(new Matrix(2 * PAIRS, WIDTH, queries.clone()), unit(keys), false);
  }

  private static Matrix unit(Matrix keys) {
    Matrix unit = keys.copy();
    double[] norms = keys.norms();
    for (int k = 0; k < unit.values.length; k++) {
      unit.values[k] /= norms[k / WIDTH];
    }
    return unit;
  }

  private static ObjectiveResult step(MoCo objective, float[] queries, float[] keys) {
    HostOutputs outputs =
        new HostOutputs(new float[][] {queries}, new float[][] {new float[queries.length]});
    MomentumOutputs ahead = new MomentumOutputs(new float[][] {keys}, 2 * PAIRS);
    return objective.evaluate(new ObjectiveInput(outputs, batch(), Progress.START, ahead, false));
  }

  private static PairBatch batch() {
    return new PairBatch(2 * PAIRS, new float[0], List.of(), List.of(), new long[0]);
  }

  private static float[] embeddings(long seed) {
    return Samples.maps(seed, 2 * PAIRS, WIDTH, 1);
  }

  private static float[] row(float[] rows, int which) {
    return Arrays.copyOfRange(rows, which * WIDTH, (which + 1) * WIDTH);
  }

  private static float[] part(float[] state, int which) {
    return Arrays.copyOfRange(state, 1 + which * WIDTH, 1 + (which + 1) * WIDTH);
  }

  private static List<float[]> rows(float[] rows, int from, int to) {
    return java.util.stream.IntStream.range(from, to).mapToObj(r -> row(rows, r)).toList();
  }

  private static float[] unit(float[] v) {
    float[] unit = new float[v.length];
    double norm = Math.sqrt(dot(v, v));
    for (int i = 0; i < v.length; i++) {
      unit[i] = (float) (v[i] / norm);
    }
    return unit;
  }

  private static double cosine(float[] a, float[] b) {
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
