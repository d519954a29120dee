package org.lvmmed.ingest.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.LocalIngest;
import org.lvmmed.ingest.Pictures;
import org.lvmmed.ingest.TiffBuilder;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** What the values of a dataset's masks come out as. */
class MaskMeaningTest {
  private static final int SIDE = 32;
  private static final int SQUARE = 8 * 8;

  @TempDir Path corpus;

  @Test
  void unknownPixelsBesideClassesKeepAnIndexOfTheirOwn() throws IOException {
    dataset(i -> grey((x, y) -> inside(x, y) ? 1 + i % 2 : x == 0 ? 255 : 0), "png", 4);

    assertThat(counts()).containsOnlyKeys(0, 1, 2, 255).containsEntry(255, 4L * SIDE);
  }

  @Test
  void blackAndWhiteMayBeWrittenInTwoWaysInOneDataset() throws IOException {
    dataset(i -> grey((x, y) -> inside(x, y) ? i % 2 == 0 ? 1 : 255 : 0), "png", 6);

    assertThat(counts()).containsOnlyKeys(0, 1).containsEntry(1, 6L * SQUARE);
  }

  @Test
  void testMasksAreJudgedWithTheOthers() throws IOException {
    dataset(i -> grey((x, y) -> inside(x, y) ? i < 3 ? 1 : 2 : 0), "png", 4);
    Path table = corpus.resolve("d/train.csv");
    Files.writeString(corpus.resolve("d/test.csv"), "path,mask\ni3.png,m3.png\n");
    Files.writeString(table, Files.readString(table).replace("i3.png,m3.png\n", ""));

    assertThat(counts()).containsEntry(1, 3L * SQUARE).containsEntry(2, (long) SQUARE);
  }

  @Test
  void aValueThatFitsNoRuleIsToldAndNoMaskIsMade() throws IOException {
    dataset(i -> grey((x, y) -> inside(x, y) ? 128 : x == 0 ? 255 : 0), "png", 3);

    LocalIngest ingest = LocalIngest.of(corpus);

    assertThat(ingest.rows()).isEmpty();
    assertThat(ingest.refusals()).containsOnly(Reason.BAD_MASK);
    assertThat(ingest.plan().warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.dataset()).isEqualTo("d");
              assertThat(warning.message()).contains("0, 128, 255").contains("mask.values");
            });
  }

  @Test
  void aThresholdMayBeStated() throws IOException {
    dataset(i -> grey((x, y) -> inside(x, y) ? 128 : x == 0 ? 100 : 0), "png", 3);
    Files.writeString(corpus.resolve("d/dataset.conf"), "mask.values = \"binary 127\"");

    assertThat(counts()).containsOnlyKeys(0, 1).containsEntry(1, 3L * SQUARE);
  }

  @Test
  void aMaskMayBeInTheAlphaChannel() throws IOException {
    dataset(i -> alpha(), "png", 3);

    assertThat(counts()).containsEntry(1, 3L * SQUARE);
  }

  @Test
  void whereSmallValuesAreBrightTheBrightIsForegroundWhateverTheBits() throws IOException {
    Files.createDirectories(corpus.resolve("d"));
    StringBuilder table = new StringBuilder("path,mask\n");
    for (int i = 0; i < 3; i++) {
      Pictures.write(Pictures.grey(SIDE, SIDE, i), corpus.resolve("d/i" + i + ".png"));
      byte[] data = new byte[SIDE * SIDE];
      for (int p = 0; p < data.length; p++) {
        data[p] = (byte) (inside(p % SIDE, p / SIDE) ? 0 : 255);
      }
      new TiffBuilder(ByteOrder.LITTLE_ENDIAN)
          .page(SIDE, SIDE, 8, 1, data)
          .tag(262, 0)
          .write(corpus.resolve("d/m" + i + ".tif"));
      table.append("i%d.png,m%d.tif%n".formatted(i, i));
    }
    Files.writeString(corpus.resolve("d/train.csv"), table);

    assertThat(counts()).containsOnlyKeys(0, 1).containsEntry(1, 3L * SQUARE);
  }

  private static boolean inside(int x, int y) {
    return x >= 8 && x < 16 && y >= 4 && y < 12;
  }

  private static BufferedImage grey(IntBinaryOperator value) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    for (int p = 0; p < SIDE * SIDE; p++) {
      int x = p % SIDE;
      image.getRaster().setSample(x, p / SIDE, 0, value.applyAsInt(x, p / SIDE));
    }
    return image;
  }

  private static BufferedImage alpha() {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_4BYTE_ABGR);
    for (int p = 0; p < SIDE * SIDE; p++) {
      int x = p % SIDE;
      image.setRGB(x, p / SIDE, inside(x, p / SIDE) ? 0xffff0000 : 0x00ff0000);
    }
    return image;
  }

  private interface Mask {
    BufferedImage of(int index);
  }

  private void dataset(Mask mask, String ending, int count) throws IOException {
    StringBuilder table = new StringBuilder("path,mask\n");
    for (int i = 0; i < count; i++) {
      Pictures.write(Pictures.grey(SIDE, SIDE, i), corpus.resolve("d/i" + i + ".png"));
      Pictures.write(mask.of(i), corpus.resolve("d/m" + i + "." + ending));
      table.append("i%d.png,m%d.%s\n".formatted(i, i, ending));
    }
    Files.writeString(corpus.resolve("d/train.csv"), table);
  }

  /** Pixels of each class index over all masks. */
  private Map<Integer, Long> counts() throws IOException {
    Map<Integer, Long> counts = new TreeMap<>();
    for (ImageRow row : LocalIngest.of(corpus).rows()) {
      BufferedImage mask = ImageIO.read(new ByteArrayInputStream(row.mask()));
      for (int p = 0; p < SIDE * SIDE; p++) {
        counts.merge(mask.getRaster().getSample(p % SIDE, p / SIDE, 0), 1L, Long::sum);
      }
    }
    return counts;
  }
}
