package org.lvmmed.model.objective.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.network.HostOutputs;
import org.lvmmed.model.objective.NumericalGradient;
import org.lvmmed.model.objective.ObjectiveInput;
import org.lvmmed.model.objective.ObjectiveResult;
import org.lvmmed.model.objective.PairBatch;
import org.lvmmed.model.objective.Progress;
import org.lvmmed.model.objective.Samples;
import org.lvmmed.model.objective.embedding.ProjectorSettings;
import org.lvmmed.model.objective.embedding.ProjectorSettings.Kind;
import org.lvmmed.model.objective.embedding.ProjectorSettings.Norm;

class SimClrTest {

  private static final int PAIRS = 10;
  private static final int WIDTH = 6;

  /** −log of the softmax, written out over two images. */
  @Test
  void isTheCrossEntropyAgainstAllOtherViews() {
    SimClr objective = new SimClr(settings(0.5, Norm.NONE, 2), 2);
    float[] z = {1, 0, 0, 1, 0.6f, 0.8f, -0.8f, 0.6f};
    double[][] cosine = {{1, 0, 0.6, -0.8}, {0, 1, 0.8, 0.6}, {0.6, 0.8, 1, 0}, {-0.8, 0.6, 0, 1}};
    double expected = 0;
    for (int i = 0; i < 4; i++) {
      double sum = 0;
      for (int j = 0; j < 4; j++) {
        sum += i == j ? 0 : Math.exp(cosine[i][j] / 0.5);
      }
      expected -= Math.log(Math.exp(cosine[i][(i + 2) % 4] / 0.5) / sum) / 4;
    }
    PairBatch batch = new PairBatch(4, new float[0], List.of(), List.of(), new long[0]);
    ObjectiveResult result =
        objective.evaluate(
            new ObjectiveInput(
                new HostOutputs(new float[][] {z}, new float[][] {new float[8]}),
                batch,
                Progress.START));
    assertThat(result.loss()).isEqualTo(expected, within(1e-6));
    // The largest of each row: the positive, not, not, the positive.
    assertThat(result.metrics().matchAccuracy()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @EnumSource
  void itsGradientIsThatOfCentralDifferences(Norm norm) {
    SimClr objective = new SimClr(settings(0.2, norm, WIDTH), 5);
    double[] projected = Samples.uniform(3, 2 * PAIRS * WIDTH);
    NumericalGradient.check(
        projected,
        objective.evaluate(new Matrix(2 * PAIRS, WIDTH, projected)).gradient().values,
        h -> objective.evaluate(new Matrix(2 * PAIRS, WIDTH, h.clone())).result().loss());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aTemperatureThatDividesByNothingIsRefused(double temperature) {
    assertThatThrownBy(() -> settings(temperature, Norm.NONE, WIDTH))
        .hasMessageContaining("Invalid objective.simclr.temperature: " + temperature);
  }

  private static SimClrSettings settings(double temperature, Norm norm, int width) {
    return new SimClrSettings(temperature, new ProjectorSettings(Kind.LINEAR, norm, width, 7));
  }
}
