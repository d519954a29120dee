package org.lvmmed.ingest.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngWriterTest {

  @ParameterizedTest
  @CsvSource({"1,8", "1,16", "3,8"})
  void whatIsWrittenIsReadBackByTheJdk(int channels, int bits) throws IOException {
    Random random = new Random(7);
    PngWriter writer = new PngWriter();
    for (int size : new int[] {1, 2, 17, 300}) {
      byte[] data = new byte[size * (size + 1) * channels * bits / 8];
      random.nextBytes(data);
      Picture picture = new Picture(size, size + 1, channels, bits, data);

      BufferedImage read = ImageIO.read(new ByteArrayInputStream(writer.encode(picture)));

      assertThat(read.getWidth()).isEqualTo(size + 1);
      assertThat(read.getHeight()).isEqualTo(size);
      assertThat(read.getRaster().getNumBands()).isEqualTo(channels);
      int[] values = read.getRaster().getPixels(0, 0, size + 1, size, (int[]) null);
      for (int i = 0; i < values.length; i++) {
        assertThat(values[i]).isEqualTo(picture.value(i));
      }
    }
  }
}
