package org.lvmmed.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class RasterTest {

  @Test
  void sixteenBitGreyKeepsItsSixteenBits() throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(2, 1, 0, 40001);
    Raster raster = Raster.decode(png(image));
    assertThat(raster.grey()).isTrue();
    assertThat(raster.height()).isEqualTo(2);
    assertThat(raster.width()).isEqualTo(3);
    assertThat(raster.plane(1)[5]).isEqualTo(40001 / 65535f, within(1e-7f));
    assertThat(raster.plane(2)[0]).isZero();
  }

  @Test
  void eightBitGreyIsScaledLinearlyWithoutGamma() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 128);
    image.getRaster().setSample(1, 0, 0, 255);
    assertThat(Raster.decode(png(image)).plane(0)).containsExactly(128 / 255f, 1f);
  }

  @Test
  void coloursComeInTheOrderRedGreenBlue() throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xff8000);
    assertThat(Raster.decode(png(image)).chw()).containsExactly(1f, 128 / 255f, 0f);
  }

  @Test
  void alphaIsDropped() throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x40ff8000);
    assertThat(Raster.decode(png(image)).chw()).containsExactly(1f, 128 / 255f, 0f);
  }

  @Test
  void aPaletteOfGreysIsGrey() throws IOException {
    BufferedImage image = new BufferedImage(8, 1, BufferedImage.TYPE_BYTE_BINARY);
    image.setRGB(3, 0, 0xffffffff);
    Raster raster = Raster.decode(png(image));
    assertThat(raster.grey()).isTrue();
    assertThat(raster.plane(0)).containsExactly(0, 0, 0, 1, 0, 0, 0, 0);
  }

  @Test
  void bytesThatAreNoPngAreRefusedWithTheirLength() {
    assertThatThrownBy(() -> Raster.decode(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PNG of 3 bytes");
  }

  @Test
  void reducingToAThirdOfAConstantImageKeepsTheConstant() {
    Raster raster = Raster.of(filled(12 * 9, 0.3f), 12, 9);
    for (float value : raster.resize(4, 3).plane(0)) {
      assertThat(value).isEqualTo(0.3f, within(1e-6f));
    }
  }

  /** Values of Pillow's {@code Image.resize((3, 1), BILINEAR)} on the ramp 0, 1, 4, 9, 16, 25. */
  @Test
  void reductionWeighsLikeATriangleFilterOfTheReducedWidth() {
    Raster raster = Raster.of(new float[] {0, 1, 4, 9, 16, 25}, 1, 6);
    assertThat(raster.resize(1, 3).plane(0))
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(1f, 7f, 132f / 7);
  }

  @Test
  void enlargementInterpolatesBetweenPixelCentres() {
    Raster raster = Raster.of(new float[] {0, 1}, 1, 2);
    assertThat(raster.resize(1, 4).plane(0))
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(0f, 0.25f, 0.75f, 1f);
  }

  @Test
  void aBoxOfWholePixelsCutsThemOut() {
    Raster raster = Raster.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 3, 4);
    Raster cut = raster.resample(new Box(0.25, 1 / 3.0, 0.5, 2 / 3.0), 2, 2);
    assertThat(cut.plane(0)).usingComparatorWithPrecision(1e-5f).containsExactly(6, 7, 10, 11);
  }

  private static float[] filled(int count, float value) {
    float[] all = new float[count];
    Arrays.fill(all, value);
    return all;
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
