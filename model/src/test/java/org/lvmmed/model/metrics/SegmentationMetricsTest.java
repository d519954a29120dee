package org.lvmmed.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.metrics.SegmentationMetrics.ClassOverlap;

/**
 * Expected values were computed with SciPy: binary_erosion for the surfaces, distance_transform_edt
 * with sampling for the distances, NumPy's percentile. The brute force below shares no code.
 */
class SegmentationMetricsTest {

  private static final double[] UNIT = {1, 1, 1};

  @Test
  void aVolumeOfTwoClassesAgreesWithScipy() {
    int[] extents = {12, 20, 16};
    SegmentationMetrics metrics =
        SegmentationMetrics.of(
            extents,
            shells(extents, 5, 9, 7, 7),
            shells(extents, 6, 11, 6, 6),
            new double[] {2.5, 0.8, 1.1},
            3);

    assertClose(
        metrics.perClass().get(0), 0.49233716475095785, 0.32655654383735705, 4.104875150354759);
    assertClose(
        metrics.perClass().get(1), 0.3380281690140845, 0.2033898305084746, 2.968164415931166);
    assertThat(metrics.dice()).isCloseTo((0.49233716475095785 + 0.3380281690140845) / 2, tiny());
  }

  private static byte[] shells(int[] extents, int cz, int cy, int cx, int radius) {
    byte[] out = new byte[extents[0] * extents[1] * extents[2]];
    for (int i = 0; i < out.length; i++) {
      int z = i / extents[2] / extents[1] - cz;
      int y = i / extents[2] % extents[1] - cy;
      int x = i % extents[2] - cx;
      int d = 4 * z * z + y * y + x * x;
      int inner = radius / 2;
      out[i] = (byte) (d <= inner * inner ? 2 : d <= radius * radius ? 1 : 0);
    }
    return out;
  }

  @Test
  void anImageOfRingsWithUnequalSpacingAgreesWithScipy() {
    byte[] truth = new byte[24 * 30];
    byte[] predicted = new byte[24 * 30];
    for (int i = 0; i < truth.length; i++) {
      int y = i / 30;
      int x = i % 30;
      int ring = (x * x + 3 * y * y) % 97;
      truth[i] = (byte) (ring < 30 && y > 4 ? 1 : 0);
      predicted[i] = (byte) (ring < 36 && x < 26 ? 1 : 0);
    }
    SegmentationMetrics metrics =
        SegmentationMetrics.of(
            new int[] {1, 24, 30}, truth, predicted, new double[] {7, 0.5, 2}, 2);

    assertClose(
        metrics.perClass().get(0), 0.7523364485981309, 0.602996254681648, 6.026993813486355);
  }

  @Test
  void randomMasksAgreeWithComparingAllPairsOfSurfaceVoxels() {
    Random random = new Random(4);
    for (int round = 0; round < 60; round++) {
      int[] extents = {1 + random.nextInt(5), 2 + random.nextInt(7), 2 + random.nextInt(7)};
      double[] spacing = {0.3 + random.nextDouble(), 0.3 + random.nextDouble(), 1};
      byte[] a = speckle(extents, random);
      byte[] b = speckle(extents, random);
      ClassOverlap found = SegmentationMetrics.of(extents, a, b, spacing, 2).perClass().get(0);

      List<double[]> surfaceA = surface(extents, a, spacing);
      List<double[]> surfaceB = surface(extents, b, spacing);
      if (!surfaceA.isEmpty() && !surfaceB.isEmpty()) {
        double expected = Math.max(directed(surfaceA, surfaceB), directed(surfaceB, surfaceA));
        assertThat(found.hd95()).isCloseTo(expected, tiny());
      }
    }
  }

  private static byte[] speckle(int[] extents, Random random) {
    byte[] out = new byte[extents[0] * extents[1] * extents[2]];
    double share = random.nextDouble();
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (random.nextDouble() < share ? 1 : 0);
    }
    return out;
  }

  private static List<double[]> surface(int[] extents, byte[] mask, double[] spacing) {
    List<double[]> points = new ArrayList<>();
    for (int z = 0; z < extents[0]; z++) {
      for (int y = 0; y < extents[1]; y++) {
        for (int x = 0; x < extents[2]; x++) {
          boolean enclosed =
              at(extents, mask, z, y - 1, x)
                  && at(extents, mask, z, y + 1, x)
                  && at(extents, mask, z, y, x - 1)
                  && at(extents, mask, z, y, x + 1)
                  && (extents[0] == 1
                      || at(extents, mask, z - 1, y, x) && at(extents, mask, z + 1, y, x));
          if (at(extents, mask, z, y, x) && !enclosed) {
            points.add(new double[] {z * spacing[0], y * spacing[1], x * spacing[2]});
          }
        }
      }
    }
    return points;
  }

  private static boolean at(int[] extents, byte[] mask, int z, int y, int x) {
    boolean within =
        z >= 0 && z < extents[0] && y >= 0 && y < extents[1] && x >= 0 && x < extents[2];
    return within && mask[(z * extents[1] + y) * extents[2] + x] == 1;
  }

  private static double directed(List<double[]> from, List<double[]> to) {
    double[] nearest = new double[from.size()];
    for (int i = 0; i < nearest.length; i++) {
      nearest[i] = Double.MAX_VALUE;
      for (double[] point : to) {
        double[] p = from.get(i);
        double distance =
            Math.sqrt(
                Math.pow(p[0] - point[0], 2)
                    + Math.pow(p[1] - point[1], 2)
                    + Math.pow(p[2] - point[2], 2));
        nearest[i] = Math.min(nearest[i], distance);
      }
    }
    java.util.Arrays.sort(nearest);
    double position = 0.95 * (nearest.length - 1);
    int below = (int) Math.floor(position);
    int above = (int) Math.ceil(position);
    return nearest[below] * (1 - (position - below)) + nearest[above] * (position - below);
  }

  @Test
  void twoEmptyMasksAgreeAndOneEmptyMaskIsAsFarAwayAsTheCaseIsLarge() {
    int[] extents = {1, 4, 5};
    byte[] empty = new byte[20];
    byte[] dot = new byte[20];
    dot[7] = 1;

    SegmentationMetrics both = SegmentationMetrics.of(extents, empty, empty, UNIT, 2);
    assertThat(both.perClass()).containsExactly(new ClassOverlap(1, 1, 0, false));
    assertThat(both.dice()).isEqualTo(1);
    assertThat(both.iou()).isEqualTo(1);
    assertThat(both.hd95()).isEqualTo(0);
    assertThat(SegmentationMetrics.of(extents, dot, empty, UNIT, 2).perClass())
        .containsExactly(new ClassOverlap(0, 0, 5, true));
    assertThat(SegmentationMetrics.of(extents, empty, dot, UNIT, 2).perClass())
        .containsExactly(new ClassOverlap(0, 0, 5, true));
  }

  @Test
  void aClassThatNeitherMaskHasIsLeftOutOfTheMeans() {
    byte[] truth = {0, 1, 1, 0};
    byte[] predicted = {0, 1, 0, 0};

    SegmentationMetrics metrics =
        SegmentationMetrics.of(new int[] {1, 1, 4}, truth, predicted, UNIT, 4);

    assertThat(metrics.perClass()).hasSize(3);
    assertThat(metrics.dice()).isCloseTo(2.0 / 3, tiny());
    assertThat(metrics.iou()).isCloseTo(0.5, tiny());
    assertThat(metrics.hd95()).isCloseTo(0.95, tiny());
  }

  @Test
  void masksThatCannotBeComparedAreRefusedWithTheReason() {
    assertThatThrownBy(
            () -> SegmentationMetrics.of(new int[] {1, 1, 2}, new byte[2], new byte[3], UNIT, 2))
        .hasMessage("Invalid masks to compare: 3 values predicted for 2");
    assertThatThrownBy(
            () ->
                SegmentationMetrics.of(
                    new int[] {1, 1, 2}, new byte[] {0, 2}, new byte[2], UNIT, 2))
        .hasMessage("Invalid masks to compare: true class 2 of 2");
  }

  private static void assertClose(ClassOverlap found, double dice, double iou, double hd95) {
    assertThat(found.dice()).isCloseTo(dice, tiny());
    assertThat(found.iou()).isCloseTo(iou, tiny());
    assertThat(found.hd95()).isCloseTo(hd95, tiny());
  }

  private static org.assertj.core.data.Offset<Double> tiny() {
    return within(1e-9);
  }
}
