package org.lvmmed.model.objective.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lvmmed.model.objective.Vectors.cosine;
import static org.lvmmed.model.objective.Vectors.flat;
import static org.lvmmed.model.objective.Vectors.matrix;
import static org.lvmmed.model.objective.Vectors.rows;
import static org.lvmmed.model.objective.Vectors.wide;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.model.network.HostOutputs;
import org.lvmmed.model.objective.MomentumOutputs;
import org.lvmmed.model.objective.NumericalGradient;
import org.lvmmed.model.objective.ObjectiveInput;
import org.lvmmed.model.objective.PairBatch;
import org.lvmmed.model.objective.Progress;
import org.lvmmed.model.objective.Samples;

class DinoTest {

  private static final int WIDTH = 4;
  private static final int PROTOTYPES = 5;
  private static final double TEMPERATURE = 0.2;
  private static final DinoSettings.Teacher TEACHER =
      new DinoSettings.Teacher(0.05, 0.15, 0.5, 0.9, 0.8);

  @ParameterizedTest
  @ValueSource(ints = {2, 6})
  void isTheCrossEntropyOfTheStudentAgainstTheCentredTeacher(int pairs) {
    Dino objective = objective(1);
    float[] centre = new float[PROTOTYPES];
    for (int k = 0; k < PROTOTYPES; k++) {
      centre[k] = 0.1f * k;
    }
    objective.setState(centre);
    double[][] z = rows(Samples.uniform(1, 2 * pairs * WIDTH), WIDTH);
    double[][] w = rows(Samples.uniform(2, PROTOTYPES * WIDTH), WIDTH);
    double[][] t = rows(Samples.uniform(3, 2 * pairs * PROTOTYPES), PROTOTYPES);
    // A quarter of the run is half of the warm-up.
    Progress progress = new Progress(1, 4, 0.25);

    double actual =
        objective
            .evaluate(new Dino.Scored(matrix(z), matrix(w)), matrix(t), progress)
            .result()
            .loss();

    assertThat(actual).isEqualTo(loss(z, w, t, centre, 0.1), within(1e-9));
  }

  @Test
  void itsGradientsAreThoseOfCentralDifferences() {
    Dino objective = objective(1);
    double[][] z = rows(Samples.uniform(4, 2 * 3 * WIDTH), WIDTH);
    double[][] w = rows(Samples.uniform(5, PROTOTYPES * WIDTH), WIDTH);
    double[][] t = rows(Samples.uniform(6, 2 * 3 * PROTOTYPES), PROTOTYPES);
    Dino.Evaluated evaluated =
        objective.evaluate(new Dino.Scored(matrix(z), matrix(w)), matrix(t), Progress.START);
    float[] centre = new float[PROTOTYPES];
    NumericalGradient.check(
        flat(z), evaluated.ofEmbeddings().values, h -> loss(rows(h, WIDTH), w, t, centre, 0.05));
    NumericalGradient.check(
        flat(w), evaluated.ofPrototypes().values, h -> loss(z, rows(h, WIDTH), t, centre, 0.05));
  }

  private static double loss(
      double[][] z, double[][] w, double[][] t, float[] centre, double temperature) {
    int pairs = z.length / 2;
    double loss = 0;
    for (int i = 0; i < z.length; i++) {
      double[] own = t[(i + pairs) % z.length];
      double[] target = new double[w.length];
      Arrays.setAll(target, k -> Math.exp((own[k] - centre[k]) / temperature));
      double targetSum = Arrays.stream(target).sum();
      double sum = 0;
      for (double[] prototype : w) {
        sum += Math.exp(cosine(z[i], prototype) / TEMPERATURE);
      }
      for (int k = 0; k < w.length; k++) {
        double log = cosine(z[i], w[k]) / TEMPERATURE - Math.log(sum);
        loss -= target[k] / targetSum * log / z.length;
      }
    }
    return loss;
  }

  /** The teacher's scores are cosines of its embeddings with its prototypes. */
  @Test
  void theCentreFollowsTheMeanOfTheTeachersScores() {
    Dino objective = objective(0);
    float[] embeddings = Samples.maps(7, 8, WIDTH, 1);
    float[] prototypes = Samples.maps(8, PROTOTYPES, WIDTH, 1);
    evaluate(objective, embeddings, prototypes, 0);
    double[][] z = rows(wide(embeddings), WIDTH);
    double[][] w = rows(wide(prototypes), WIDTH);
    for (int k = 0; k < PROTOTYPES; k++) {
      double[] prototype = w[k];
      double mean =
          Arrays.stream(z).mapToDouble(row -> cosine(row, prototype)).average().orElseThrow();
      assertThat(objective.state()[k]).isEqualTo((float) (0.2 * mean), within(1e-6f));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void prototypesRestInTheFirstEpoch(int epoch) {
    HostOutputs outputs =
        evaluate(
            objective(1),
            Samples.maps(7, 8, WIDTH, 1),
            Samples.maps(8, PROTOTYPES, WIDTH, 1),
            epoch);
    boolean moved = false;
    for (float slope : outputs.gradients()[1]) {
      moved |= slope != 0;
    }
    assertThat(moved).isEqualTo(epoch > 0);
  }

  @Test
  void theTeacherFollowsEverMoreSlowly() {
    assertThat(TEACHER.momentum(new Progress(0, 1, 0))).isEqualTo(0.9, within(1e-12));
    assertThat(TEACHER.momentum(new Progress(0, 1, 0.5))).isEqualTo(0.95, within(1e-12));
    assertThat(TEACHER.momentum(new Progress(0, 1, 1))).isEqualTo(1, within(1e-12));
  }

  /** All images alike: one prototype stands for all, and the curve says so. */
  @Test
  void aTeacherThatSaysTheSameOfAllImagesShowsInItsCurves() {
    double[][] z = rows(Samples.uniform(1, 8 * WIDTH), WIDTH);
    double[][] w = rows(Samples.uniform(2, PROTOTYPES * WIDTH), WIDTH);
    double[][] t = new double[8][PROTOTYPES];
    Arrays.stream(t).forEach(row -> row[2] = 1);
    assertThat(
            objective(1)
                .evaluate(new Dino.Scored(matrix(z), matrix(w)), matrix(t), Progress.START)
                .result()
                .curves())
        .hasEntrySatisfying("prototype_use", use -> assertThat(use).isLessThan(0.01));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void aTemperatureThatDividesByNothingIsRefused(double temperature) {
    assertThatThrownBy(() -> new DinoSettings.Teacher(0.04, temperature, 0.3, 0.99, 0.9))
        .hasMessageContaining("Invalid objective.dino.teacher.temperature: " + temperature);
  }

  private static Dino objective(int frozen) {
    return new Dino(
        new DinoSettings(
            TEMPERATURE, TEACHER, new DinoSettings.Head(6, WIDTH, PROTOTYPES), frozen, 3),
        5);
  }

  private static HostOutputs evaluate(
      Dino objective, float[] embeddings, float[] prototypes, int epoch) {
    float[][] values = {embeddings, prototypes};
    HostOutputs outputs =
        new HostOutputs(
            values, new float[][] {new float[embeddings.length], new float[prototypes.length]});
    PairBatch batch = new PairBatch(8, new float[0], List.of(), List.of(), new long[0]);
    objective.evaluate(
        new ObjectiveInput(
            outputs, batch, new Progress(epoch, 3, 0), new MomentumOutputs(values, 8), false));
    return outputs;
  }
}
