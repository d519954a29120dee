package org.lvmmed.model.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Vectors about three directions, in turn. */
class SphericalCentroidsTest {

  private static final int DIMENSIONS = 8;
  private static final int CLUSTERS = 3;

  private static float[] vectors(int count) {
    Random random = new Random(4);
    float[] vectors = new float[count * DIMENSIONS];
    for (int row = 0; row < count; row++) {
      double square = 0;
      for (int d = 0; d < DIMENSIONS; d++) {
        double value = (d == row % CLUSTERS ? 1 : 0) + 0.1 * random.nextGaussian();
        vectors[row * DIMENSIONS + d] = (float) value;
        square += value * value;
      }
      for (int d = 0; d < DIMENSIONS; d++) {
        vectors[row * DIMENSIONS + d] /= (float) Math.sqrt(square);
      }
    }
    return vectors;
  }

  @Test
  void vectorsAboutOneDirectionAreOfOneCellWhoseCentreIsThatDirection() {
    SphericalCentroids centroids = SphericalCentroids.of(vectors(3000), DIMENSIONS, CLUSTERS);

    int[] cells = centroids.nearest(vectors(3000));

    assertThat(centroids.count()).isEqualTo(CLUSTERS);
    for (int row = 0; row < cells.length; row++) {
      assertThat(cells[row]).isEqualTo(cells[row % CLUSTERS]);
    }
    for (int cluster = 0; cluster < CLUSTERS; cluster++) {
      assertThat(centroids.values()[cells[cluster] * DIMENSIONS + cluster])
          .isCloseTo(1, within(0.01f));
    }
  }

  @Test
  void aCellIsTheNearestToItselfAndOthersFollow() {
    SphericalCentroids centroids = SphericalCentroids.of(vectors(3000), DIMENSIONS, CLUSTERS);

    int[][] near = centroids.nearestToEach(2);

    for (int cell = 0; cell < CLUSTERS; cell++) {
      assertThat(near[cell]).hasSize(2).doesNotHaveDuplicates();
      assertThat(near[cell][0]).isEqualTo(cell);
    }
  }

  @Test
  void thereAreNoMoreCellsThanVectorsAndEqualVectorsShareOne() {
    float[] one = Arrays.copyOf(vectors(1), DIMENSIONS);
    float[] twice = Arrays.copyOf(one, 2 * DIMENSIONS);
    System.arraycopy(one, 0, twice, DIMENSIONS, DIMENSIONS);

    assertThat(SphericalCentroids.of(one, DIMENSIONS, 5).count()).isEqualTo(1);
    assertThat(SphericalCentroids.of(twice, DIMENSIONS, 2).nearest(twice)).containsExactly(0, 0);
  }
}
