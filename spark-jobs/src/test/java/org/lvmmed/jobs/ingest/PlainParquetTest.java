package org.lvmmed.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.LocalSpark;

/** The corpus is read by anyone: here by plain Parquet and the JDK, with nothing of ours. */
class PlainParquetTest {

  @TempDir Path folder;

  @Test
  void picturesAndColumnsAreReadWithoutThisProgram() throws IOException {
    Path raw = folder.resolve("raw");
    Path work = folder.resolve("work");
    IngestRuns.writeMixed(raw, 40);
    long made = IngestRuns.run(LocalSpark.session(), raw, work).rows();

    List<String> ids = new ArrayList<>();
    for (Path file : parts(work.resolve("corpus"))) {
      var path = new org.apache.hadoop.fs.Path(file.toUri());
      try (ParquetReader<Group> reader =
          ParquetReader.builder(new GroupReadSupport(), path).build()) {
        for (Group row = reader.read(); row != null; row = reader.read()) {
          ids.add(row.getString("image_id", 0));
          check(row);
        }
      }
    }

    assertThat(ids).hasSize((int) made).doesNotHaveDuplicates().isSorted();
  }

  private static void check(Group row) throws IOException {
    byte[] png = row.getGroup("image", 0).getBinary("bytes", 0).getBytes();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getHeight()).isEqualTo(row.getInteger("height", 0));
    assertThat(image.getWidth()).isEqualTo(row.getInteger("width", 0));
    assertThat(image.getColorModel().getNumComponents()).isEqualTo(row.getInteger("channels", 0));
    assertThat(image.getColorModel().getComponentSize(0)).isEqualTo(row.getInteger("bits", 0));
    assertThat(row.getGroup("image", 0).getString("path", 0))
        .isEqualTo(row.getString("image_id", 0));
    assertThat(row.getString("split", 0)).isIn("train", "val", "test");
    assertThat(row.getString("patient_key", 0)).matches("[0-9a-f]{32}");
    assertThat(row.getString("content_hash", 0)).matches("[0-9a-f]{64}");
  }

  private static List<Path> parts(Path corpus) throws IOException {
    try (Stream<Path> files = Files.list(corpus)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }
}
