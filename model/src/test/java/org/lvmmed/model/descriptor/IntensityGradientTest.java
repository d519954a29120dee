package org.lvmmed.model.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.linalg.MatrixProduct;

class IntensityGradientTest {

  @Test
  void anImageIsEntirelyAlikeToItself() {
    ImageDescriptor disc = IntensityGradient.of(disc(0.5, 0.5, 0.3, 1));

    assertThat(Similarities.global(disc, disc)).isCloseTo(1, within(1e-6));
    assertThat(Similarities.local(disc, disc)).isCloseTo(1, within(1e-6));
  }

  @Test
  void similaritiesAreSymmetricAndWithinMinusOneAndOne() {
    Random random = new Random(2);
    for (int i = 0; i < 20; i++) {
      ImageDescriptor a = IntensityGradient.of(noise(random, 40, 70));
      ImageDescriptor b =
          IntensityGradient.of(disc(random.nextDouble(), random.nextDouble(), 0.2, 0.8));

      assertThat(Similarities.global(a, b)).isEqualTo(Similarities.global(b, a)).isBetween(-1., 1.);
      assertThat(Similarities.local(a, b))
          .isCloseTo(Similarities.local(b, a), within(1e-12))
          .isBetween(-1., 1.);
    }
  }

  @Test
  void theSameShapeIsNearerThanAnotherOne() {
    ImageDescriptor disc = IntensityGradient.of(disc(0.5, 0.5, 0.3, 1));
    ImageDescriptor nearly = IntensityGradient.of(disc(0.53, 0.48, 0.28, 0.9));
    ImageDescriptor stripes = IntensityGradient.of(stripes());

    assertThat(Similarities.global(disc, nearly)).isGreaterThan(Similarities.global(disc, stripes));
    assertThat(Similarities.local(disc, nearly)).isGreaterThan(Similarities.local(disc, stripes));
  }

  @Test
  void aPartThatMovedCostsTheLocalSimilarityLittle() {
    ImageDescriptor left = IntensityGradient.of(disc(0.3, 0.3, 0.15, 1));
    ImageDescriptor right = IntensityGradient.of(disc(0.7, 0.7, 0.15, 1));

    assertThat(Similarities.local(left, right)).isGreaterThan(0.95);
    assertThat(Similarities.global(left, right)).isLessThan(0.8);
  }

  @Test
  void theNumberOfPixelsHardlyMatters() {
    ImageDescriptor large = IntensityGradient.of(disc(0.5, 0.5, 0.3, 1, 300, 200));
    ImageDescriptor small = IntensityGradient.of(disc(0.5, 0.5, 0.3, 1, 96, 96));

    assertThat(Similarities.global(large, small)).isGreaterThan(0.97);
  }

  @Test
  void colourTellsImagesOfOneLuminanceApart() {
    float[] grey = filled(0.5f);
    float[] red = filled(0.9f);
    float[] green = filled((float) ((0.5 - 0.299 * 0.9 - 0.114 * 0.3) / 0.587));
    ImageDescriptor plain =
        IntensityGradient.of(Raster.wrap(new float[][] {grey, grey, grey}, 48, 48));
    ImageDescriptor reddish =
        IntensityGradient.of(Raster.wrap(new float[][] {red, green, filled(0.3f)}, 48, 48));

    assertThat(Similarities.global(plain, reddish)).isLessThan(0.9);
    assertThat(Similarities.global(plain, plain)).isCloseTo(1, within(1e-6));
  }

  @Test
  void aFeatureMapIsDescribedByItsAverageAndItsPositions() {
    ImageDescriptor descriptor =
        ImageDescriptor.ofFeatureMap(new float[] {3, 0, 0, 0, 4, 0, 0, 0}, 2);

    assertThat(descriptor.global()).containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
    assertThat(descriptor.cellCount()).isEqualTo(4);
    assertThat(descriptor.cells())
        .containsExactly(new float[] {0.6f, 0.8f, 0, 0, 0, 0, 0, 0}, within(1e-6f));
  }

  @Test
  void aDescriptorWithoutCellsIsRefused() {
    assertThatThrownBy(() -> new ImageDescriptor(new float[3], new float[5], 2))
        .hasMessage("Invalid image descriptor: 3 global values, 5 values for 2 cells");
  }

  @Test
  void theMatrixProductGivesAllDotProducts() {
    Random random = new Random(4);
    float[] a = uniform(random, 7 * 13);
    float[] b = uniform(random, 5 * 13);

    float[] products = MatrixProduct.timesTransposed(a, a.length / 13, b, b.length / 13, 13);

    assertThat(products).hasSize(35);
    for (int i = 0; i < 7; i++) {
      for (int j = 0; j < 5; j++) {
        assertThat((double) products[i * 5 + j])
            .isCloseTo(Similarities.global(a, 13 * i, b, 13 * j, 13), within(1e-5));
      }
    }
  }

  private static Raster disc(double x, double y, double radius, double level) {
    return disc(x, y, radius, level, 96, 96);
  }

  private static Raster disc(
      double x, double y, double radius, double level, int height, int width) {
    float[] plane = new float[height * width];
    for (int i = 0; i < plane.length; i++) {
      double dx = (i % width + 0.5) / width - x;
      double dy = (i / width + 0.5) / height - y;
      plane[i] = (float) (Math.hypot(dx, dy) < radius ? level : 0.1);
    }
    return Raster.wrap(new float[][] {plane}, height, width);
  }

  private static Raster stripes() {
    float[] plane = new float[96 * 96];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = i % 96 / 6 % 2;
    }
    return Raster.wrap(new float[][] {plane}, 96, 96);
  }

  private static Raster noise(Random random, int height, int width) {
    return Raster.wrap(new float[][] {uniform(random, height * width)}, height, width);
  }

  private static float[] uniform(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  private static float[] filled(float value) {
    float[] plane = new float[48 * 48];
    java.util.Arrays.fill(plane, value);
    return plane;
  }
}
