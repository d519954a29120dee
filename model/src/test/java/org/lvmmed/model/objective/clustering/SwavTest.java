package org.lvmmed.model.objective.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lvmmed.model.objective.Vectors.cosine;
import static org.lvmmed.model.objective.Vectors.flat;
import static org.lvmmed.model.objective.Vectors.matrix;
import static org.lvmmed.model.objective.Vectors.rows;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.network.HostOutputs;
import org.lvmmed.model.objective.NumericalGradient;
import org.lvmmed.model.objective.ObjectiveInput;
import org.lvmmed.model.objective.PairBatch;
import org.lvmmed.model.objective.Progress;
import org.lvmmed.model.objective.Samples;

class SwavTest {

  private static final int WIDTH = 4;
  private static final int PROTOTYPES = 3;
  private static final double EPSILON = 0.3;
  private static final double TEMPERATURE = 0.2;
  private static final Offset<Double> EXACT = within(1e-6);
  private static final double[][] NONE = {};

  @ParameterizedTest
  @ValueSource(ints = {2, 6})
  void predictsTheCodeOfEachViewFromTheOther(int pairs) {
    double[][] z = rows(Samples.uniform(1, 2 * pairs * WIDTH), WIDTH);
    double[][] c = rows(Samples.uniform(2, PROTOTYPES * WIDTH), WIDTH);
    double[][] codes = codes(z, c, NONE);
    assertThat(evaluate(z, c).result().loss()).isEqualTo(loss(z, c, codes), within(1e-9));
  }

  /** Codes are targets: they are held where they are. */
  @Test
  void itsGradientsAreThoseOfCentralDifferencesWithTheCodesHeld() {
    double[][] z = rows(Samples.uniform(3, 2 * 5 * WIDTH), WIDTH);
    double[][] c = rows(Samples.uniform(4, PROTOTYPES * WIDTH), WIDTH);
    double[][] codes = codes(z, c, NONE);
    Swav.Evaluated evaluated = evaluate(z, c);
    NumericalGradient.check(
        flat(z), evaluated.ofEmbeddings().values, h -> loss(rows(h, WIDTH), c, codes));
    NumericalGradient.check(
        flat(c), evaluated.ofPrototypes().values, h -> loss(z, rows(h, WIDTH), codes));
  }

  @Test
  void oneForAllImagesIsAUniformCode() {
    Matrix codes = Sinkhorn.codes(new Matrix(4, PROTOTYPES), 0.05, 3);
    for (double share : codes.values) {
      assertThat(share).isEqualTo(1.0 / PROTOTYPES, within(1e-12));
    }
  }

  @Test
  void codesShareOutTheBatchEquallyAndScoresFarApartDoNotOverflow() {
    Matrix scores = new Matrix(30, PROTOTYPES, Samples.uniform(5, 30 * PROTOTYPES));
    double[] shares = Sinkhorn.codes(scores, 0.5, 100).columnSums();
    for (double share : shares) {
      assertThat(share).isEqualTo(30.0 / PROTOTYPES, within(1e-3));
    }
    assertThat(Sinkhorn.codes(scores, 1e-4, 3).values).doesNotContain(Double.NaN);
  }

  @Test
  void onePrototypeSaysNothing() {
    double[][] z = rows(Samples.uniform(6, 2 * 3 * WIDTH), WIDTH);
    double[][] c = rows(Samples.uniform(7, WIDTH), WIDTH);
    Swav.Evaluated evaluated = evaluate(z, c);
    assertThat(evaluated.result().loss()).isEqualTo(0, within(1e-12));
    for (double slope : evaluated.ofEmbeddings().values) {
      assertThat(slope).isEqualTo(0, within(1e-12));
    }
  }

  /** A queue of ten, of which steps of eight views leave the last two of the first one. */
  @Test
  void embeddingsOfEarlierStepsShareThePrototypesFromTheirEpochOn() {
    float[][] steps = new float[4][];
    for (int s = 0; s < steps.length; s++) {
      steps[s] = Samples.maps(10 + s, 8, WIDTH, 1);
    }
    float[] c = Samples.maps(20, PROTOTYPES, WIDTH, 1);
    Swav objective = new Swav(settings(PROTOTYPES, 10), 5);
    assertThat(step(objective, steps[0], c, 0))
        .isEqualTo(loss(wide(steps[0]), wide(c), codes(wide(steps[0]), wide(c), NONE)), EXACT);
    assertThat(step(objective, steps[1], c, 0))
        .as("before the queue's epoch")
        .isEqualTo(loss(wide(steps[1]), wide(c), codes(wide(steps[1]), wide(c), NONE)), EXACT);

    double[][] kept = new double[10][];
    System.arraycopy(wide(steps[0]), 6, kept, 0, 2);
    System.arraycopy(wide(steps[1]), 0, kept, 2, 8);
    Swav other = new Swav(settings(PROTOTYPES, 10), 5);
    other.setOwnState(objective.ownState());
    double expected = loss(wide(steps[2]), wide(c), codes(wide(steps[2]), wide(c), kept));
    assertThat(step(objective, steps[2], c, 1)).as("a full queue").isEqualTo(expected, EXACT);
    assertThat(step(other, steps[2], c, 1)).as("taken over").isEqualTo(expected, EXACT);
    assertThat(objective.ownState()).hasSize(1 + 10 * WIDTH).isEqualTo(other.ownState());
  }

  @Test
  void aQueueOfAnotherSizeIsRefused() {
    Swav objective = new Swav(settings(PROTOTYPES, 0), 5);
    assertThat(objective.ownState()).isEmpty();
    assertThatThrownBy(() -> objective.setOwnState(new float[1 + WIDTH]))
        .hasMessageContaining("a queue of 0 embeddings");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void prototypesRestInTheFirstEpoch(int epoch) {
    Swav objective = new Swav(settings(PROTOTYPES), 5);
    HostOutputs outputs =
        new HostOutputs(
            new float[][] {Samples.maps(1, 8, WIDTH, 1), Samples.maps(2, PROTOTYPES, WIDTH, 1)},
            new float[][] {new float[8 * WIDTH], new float[PROTOTYPES * WIDTH]});
    PairBatch batch = new PairBatch(8, new float[0], List.of(), List.of(), new long[0]);
    objective.evaluate(new ObjectiveInput(outputs, batch, new Progress(epoch, 3, 0)));
    boolean moved = false;
    for (float slope : outputs.gradients()[1]) {
      moved |= slope != 0;
    }
    assertThat(moved).isEqualTo(epoch > 0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void aWeightThatDividesByNothingIsRefused(double epsilon) {
    assertThatThrownBy(() -> new SwavSettings(0.1, epsilon, 3, 8, 8, 8, 1, 0, 0))
        .hasMessageContaining("Invalid objective.swav.epsilon: " + epsilon);
  }

  private static SwavSettings settings(int prototypes) {
    return settings(prototypes, 0);
  }

  private static SwavSettings settings(int prototypes, int queue) {
    return new SwavSettings(TEMPERATURE, EPSILON, 3, 7, WIDTH, prototypes, 1, queue, 1);
  }

  private static Swav.Evaluated evaluate(double[][] z, double[][] c) {
    return new Swav(settings(c.length), 5)
        .evaluate(matrix(z), matrix(c), new Matrix(0, WIDTH), false);
  }

  /** The loss of a step, by the door that training uses. */
  private static double step(Swav objective, float[] z, float[] c, int epoch) {
    HostOutputs outputs =
        new HostOutputs(
            new float[][] {z, c}, new float[][] {new float[z.length], new float[c.length]});
    PairBatch batch =
        new PairBatch(z.length / WIDTH, new float[0], List.of(), List.of(), new long[0]);
    return objective.evaluate(new ObjectiveInput(outputs, batch, new Progress(epoch, 3, 0))).loss();
  }

  private static double[][] wide(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return rows(wide, WIDTH);
  }

  private static double loss(double[][] z, double[][] c, double[][] codes) {
    int pairs = z.length / 2;
    double loss = 0;
    for (int i = 0; i < z.length; i++) {
      double[] code = codes[(i + pairs) % z.length];
      double sum = 0;
      for (double[] prototype : c) {
        sum += Math.exp(cosine(z[i], prototype) / TEMPERATURE);
      }
      for (int k = 0; k < c.length; k++) {
        loss -= code[k] * Math.log(Math.exp(cosine(z[i], c[k]) / TEMPERATURE) / sum) / z.length;
      }
    }
    return loss;
  }

  /**
   * Sinkhorn's algorithm on earlier embeddings and the batch's of each view, as the paper has it.
   */
  private static double[][] codes(double[][] z, double[][] c, double[][] earlier) {
    int pairs = z.length / 2;
    double[][] codes = new double[z.length][];
    for (int view = 0; view < 2; view++) {
      double[][] all = new double[earlier.length + pairs][];
      System.arraycopy(earlier, 0, all, 0, earlier.length);
      System.arraycopy(z, view * pairs, all, earlier.length, pairs);
      double[][] shared = sinkhorn(all, c);
      System.arraycopy(shared, earlier.length, codes, view * pairs, pairs);
    }
    return codes;
  }

  private static double[][] sinkhorn(double[][] z, double[][] c) {
    double[][] codes = new double[z.length][c.length];
    for (int i = 0; i < z.length; i++) {
      for (int k = 0; k < c.length; k++) {
        codes[i][k] = Math.exp(cosine(z[i], c[k]) / EPSILON);
      }
    }
    for (int iteration = 0; iteration < 3; iteration++) {
      for (int k = 0; k < c.length; k++) {
        double sum = 0;
        for (double[] code : codes) {
          sum += code[k];
        }
        for (double[] code : codes) {
          code[k] /= sum * c.length;
        }
      }
      for (double[] code : codes) {
        double sum = Arrays.stream(code).sum();
        for (int k = 0; k < c.length; k++) {
          code[k] /= sum * z.length;
        }
      }
    }
    for (double[] code : codes) {
      for (int k = 0; k < c.length; k++) {
        code[k] *= z.length;
      }
    }
    return codes;
  }
}
