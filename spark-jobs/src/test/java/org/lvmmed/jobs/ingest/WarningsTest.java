package org.lvmmed.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.LocalSpark;

/** What an ingest tells people stands where they look. */
class WarningsTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir Path folder;

  @Test
  void theMeaningOfMasksAndWhatIsWrongWithThemStandOnTheCardAndInTheStatistics()
      throws IOException {
    dataset("fine", 1);
    dataset("odd", 128);

    IngestResult result = IngestRuns.run(SPARK, folder.resolve("corpus"), folder.resolve("work"));

    assertThat(result.datasets().get("fine").masks().rule()).startsWith("binary");
    assertThat(result.warnings())
        .filteredOn(warned -> warned.kind().equals("masks"))
        .singleElement()
        .satisfies(warned -> assertThat(warned.dataset()).isEqualTo("odd"));
    for (String file : new String[] {"README.md", "statistics.json"}) {
      assertThat(Files.readString(folder.resolve("work/corpus").resolve(file)))
          .contains("each mask has two values")
          .contains("0, 128, 255")
          .contains("mask.values");
    }
  }

  private void dataset(String name, int value) throws IOException {
    Path dataset = Files.createDirectories(folder.resolve("corpus/" + name));
    StringBuilder table = new StringBuilder("path,mask\n");
    for (int i = 0; i < 4; i++) {
      BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
      BufferedImage mask = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
      for (int p = 0; p < 256; p++) {
        image.getRaster().setSample(p % 16, p / 16, 0, (p * (i + 3) * 7) % 256);
        mask.getRaster().setSample(p % 16, p / 16, 0, p < 16 ? value : 0);
      }
      if (value > 1) {
        mask.getRaster().setSample(15, 15, 0, 255);
      }
      ImageIO.write(image, "png", dataset.resolve("i" + i + ".png").toFile());
      ImageIO.write(mask, "png", dataset.resolve("m" + i + ".png").toFile());
      table.append("i%d.png,m%d.png\n".formatted(i, i));
    }
    Files.writeString(dataset.resolve("train.csv"), table);
  }
}
