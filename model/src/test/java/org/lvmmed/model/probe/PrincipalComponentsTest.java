package org.lvmmed.model.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {

  @Test
  void pointsStretchedAlongADiagonalAreLaidOutAlongIt() {
    Random random = new Random(1);
    float[][] rows = new float[200][3];
    for (float[] row : rows) {
      double along = 5 * random.nextGaussian();
      double across = random.nextGaussian();
      row[0] = (float) (7 + 0.6 * along - 0.8 * across);
      row[1] = (float) (0.8 * along + 0.6 * across);
      row[2] = -3;
    }

    PrincipalComponents components = PrincipalComponents.of(rows, 2);

    double[] origin = components.project(new float[] {7, 0, -3});
    double[] moved = components.project(new float[] {7 + 6, 8, -3});
    assertThat(moved[0] - origin[0]).isCloseTo(10, within(0.05));
    assertThat(moved[1] - origin[1]).isCloseTo(0, within(0.5));
  }

  @Test
  void directionsThatTheRowsDoNotSpanHaveZeroCoordinates() {
    float[][] rows = {{1, 1}, {2, 2}, {3, 3}};

    PrincipalComponents components = PrincipalComponents.of(rows, 2);

    assertThat(components.project(rows[2])[0]).isCloseTo(Math.sqrt(2), within(1e-9));
    assertThat(components.project(rows[2])[1]).isCloseTo(0, within(1e-9));
    assertThat(PrincipalComponents.of(new float[][] {{4, 4}}, 2).project(new float[] {4, 4}))
        .containsExactly(0, 0);
  }
}
