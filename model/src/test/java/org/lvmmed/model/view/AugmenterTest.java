package org.lvmmed.model.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.image.Raster;

class AugmenterTest {

  private static final Preprocess PLAIN = new Preprocess(32, new float[3], new float[] {1, 1, 1});

  @Test
  void oneKeyGivesOneViewWhateverWasDrawnBefore() {
    Raster image = colour(40, 56);
    Augmenter augmenter = new Augmenter(ViewSettings.standard(32), PLAIN);
    View first = augmenter.view(image, new ViewKey(1, 2, 3, 0));
    augmenter.view(image, new ViewKey(9, 9, 9, 1));
    View again = augmenter.view(image, new ViewKey(1, 2, 3, 0));
    assertThat(again.pixels()).containsExactly(first.pixels());
    assertThat(again.placement()).isEqualTo(first.placement());
    assertThat(augmenter.view(image, new ViewKey(1, 2, 3, 1)).placement())
        .isNotEqualTo(first.placement());
  }

  @Test
  void cropsKeepToTheirAreaAndRatioInPixels() {
    Augmenter augmenter = new Augmenter(ViewSettings.standard(8), PLAIN);
    Raster image = colour(40, 50);
    int flips = 0;
    for (int i = 0; i < 400; i++) {
      Placement placement = augmenter.view(image, new ViewKey(5, 0, i, 0)).placement();
      double across = placement.box().width();
      double down = placement.box().height();
      assertThat(across * down).isBetween(0.4 - 1e-9, 1.0);
      assertThat(across * 50 / (down * 40)).isBetween(0.75 - 1e-9, 4 / 3.0 + 1e-9);
      flips += placement.flipped() ? 1 : 0;
    }
    assertThat(flips).isBetween(160, 240);
  }

  @Test
  void aLongStripIsCutToThePermittedRatio() {
    Augmenter augmenter = new Augmenter(ViewSettings.standard(8), PLAIN);
    Placement placement = augmenter.view(colour(10, 200), new ViewKey(1, 1, 1, 0)).placement();
    assertThat(placement.box().height()).isEqualTo(1.0);
    assertThat(placement.box().width() * 200 / 10).isEqualTo(4 / 3.0, within(1e-9));
  }

  /** An image whose red is x and whose green is y tells where each pixel of a view came from. */
  @Test
  void positionsSayWhereTheViewsPixelsLieInTheImage() {
    Augmenter augmenter = new Augmenter(cropsOnly(32), PLAIN);
    for (int i = 0; i < 20; i++) {
      View view = augmenter.view(coordinates(256), new ViewKey(3, 0, i, 0));
      float[] positions = view.placement().positions(32, 32);
      for (int p : new int[] {33, 500, 990}) {
        assertThat(view.pixels()[p]).isEqualTo(positions[2 * p], within(6e-3f));
        assertThat(view.pixels()[1024 + p]).isEqualTo(positions[2 * p + 1], within(6e-3f));
      }
    }
  }

  @Test
  void greyImagesStayGreyInEveryView() {
    Augmenter augmenter = new Augmenter(ViewSettings.standard(16), PLAIN);
    Raster grey = Raster.of(coordinates(32).plane(0), 32, 32);
    for (int i = 0; i < 10; i++) {
      float[] pixels = augmenter.view(grey, new ViewKey(3, 0, i, 1)).pixels();
      for (int p = 0; p < 256; p++) {
        assertThat(pixels[256 + p]).isEqualTo(pixels[p]);
        assertThat(pixels[512 + p]).isEqualTo(pixels[p]);
        assertThat(pixels[p]).isBetween(0f, 1.0001f);
      }
    }
  }

  @Test
  void aGreyImageInThreeChannelsIsJitteredLikeOneInASingleChannel() {
    Augmenter augmenter = new Augmenter(ViewSettings.standard(16), PLAIN);
    float[] plane = coordinates(32).plane(0);
    Raster one = Raster.of(plane, 32, 32);
    Raster three = Raster.wrap(new float[][] {plane, plane, plane}, 32, 32);
    for (int i = 0; i < 10; i++) {
      ViewKey key = new ViewKey(4, 0, i, 0);
      assertThat(augmenter.view(three, key).pixels())
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(augmenter.view(one, key).pixels());
    }
  }

  @Test
  void blurKeepsTheMeanOfAConstantAndSpreadsAPoint() {
    float[] plane = new float[81];
    plane[40] = 1;
    Planes planes = new Planes(Raster.of(plane, 9, 9));
    new GaussianBlur(1).apply(planes);
    float[] out = planes.all()[0];
    assertThat(out[40]).isEqualTo(0.1592f, within(2e-3f));
    assertThat(out[41] / out[40]).isEqualTo((float) Math.exp(-0.5), within(1e-4f));
    double sum = 0;
    for (float value : out) {
      sum += value;
    }
    assertThat(sum).isEqualTo(1, within(5e-3));
  }

  @Test
  void anOverSampledCopyHasTheImagesSizeAndLiesInsideIt() {
    Raster copy = OverSampling.copy(coordinates(200), Draws.of(1, 2, 3));
    assertThat(copy.width()).isEqualTo(200);
    float[] x = copy.plane(0);
    float[] y = copy.plane(1);
    assertThat((double) x[199] - x[0]).isBetween(0.84, 0.95);
    assertThat((double) y[199 * 200] - y[0]).isBetween(0.84, 0.95);
  }

  @Test
  void settingsOutOfRangeAreRefusedByName() {
    assertThatThrownBy(() -> new ViewSettings.Jitter(0.1, 0.1, 0.1, 0.7, 0.5))
        .hasMessageContaining("view.jitter.hue")
        .hasMessageContaining("0.7");
    assertThatThrownBy(() -> new ViewSettings.Crop(0, 1, 1, 1)).hasMessageContaining("view.crop");
    assertThatThrownBy(() -> new ViewSettings.Blur(2, 1, 1)).hasMessageContaining("view.blur");
  }

  private static ViewSettings cropsOnly(int size) {
    ViewSettings all = ViewSettings.standard(size);
    return new ViewSettings(
        size,
        all.crop(),
        all.flip(),
        new ViewSettings.Jitter(0, 0, 0, 0, 0),
        0,
        new ViewSettings.Blur(0, 1, 1));
  }

  private static Raster colour(int height, int width) {
    Draws draws = Draws.of(77);
    float[] samples = new float[3 * height * width];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) draws.uniform();
    }
    return Raster.of(samples, height, width);
  }

  private static Raster coordinates(int size) {
    float[] samples = new float[3 * size * size];
    for (int i = 0; i < size * size; i++) {
      samples[i] = (i % size + 0.5f) / size;
      samples[size * size + i] = (i / size + 0.5f) / size;
    }
    return Raster.of(samples, size, size);
  }
}
