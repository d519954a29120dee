package org.lvmmed.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.LocalSpark;

class ParquetTableTest {
  private static final SparkSession SPARK = LocalSpark.session();
  private static final String HUGGING_FACE =
      "{\"info\":{\"features\":{\"image\":{\"_type\":\"Image\"},\"label\":{\"names\":[\"benign\",\"malignant\"],\"_type\":\"ClassLabel\"}}}}";
  private static final MessageType PICTURES =
      MessageTypeParser.parseMessageType(
          "message schema { optional group image { optional binary bytes; optional binary path"
              + " (STRING); } optional int64 label; }");

  @TempDir Path folder;

  @Test
  void splitsLabelsAndNamesOfClassesAreThoseOfTheTable() throws IOException {
    Path corpus = folder.resolve("corpus");
    write(corpus.resolve("skin/data/train-00000-of-00002.parquet"), HUGGING_FACE, rows(0, 5));
    write(corpus.resolve("skin/data/train-00001-of-00002.parquet"), HUGGING_FACE, rows(5, 4));
    write(corpus.resolve("skin/data/validation-00000-of-00001.parquet"), HUGGING_FACE, rows(9, 2));
    write(corpus.resolve("skin/data/test-00000-of-00001.parquet"), HUGGING_FACE, rows(11, 3));

    IngestResult result = IngestRuns.run(SPARK, corpus, folder.resolve("work"));

    assertThat(result.files().total()).isEqualTo(14);
    assertThat(result.files().source()).isEqualTo(14);
    assertThat(counts("work"))
        .isEqualTo(
            Map.of(
                "train/benign", 5L,
                "train/malignant", 4L,
                "val/benign", 1L,
                "val/malignant", 1L,
                "test/benign", 1L,
                "test/malignant", 2L));
  }

  @Test
  void aBinaryColumnWithTextLabelsAndAColumnOfMasksAreReadByTheirNames() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message schema { required binary image; optional binary mask; optional binary"
                + " diagnosis (STRING); optional binary patient_id (STRING); optional binary split"
                + " (STRING); }");
    List<Group> rows = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Group row = new SimpleGroupFactory(schema).newGroup();
      row.append("image", Binary.fromConstantByteArray(png(i, false)));
      row.append("mask", Binary.fromConstantByteArray(png(i, true)));
      row.append("diagnosis", i % 2 == 0 ? "healthy" : "ill");
      row.append("patient_id", "P" + i / 2);
      row.append("split", i < 4 ? "train" : "test");
      rows.add(row);
    }
    Path corpus = folder.resolve("corpus");
    write(corpus.resolve("eyes.parquet"), schema, Map.of(), rows);

    IngestResult result = IngestRuns.run(SPARK, corpus, folder.resolve("work"));

    assertThat(result.datasets()).containsOnlyKeys("eyes");
    assertThat(result.files().companion()).isEqualTo(6);
    List<Row> made = IngestRuns.parquet(SPARK, folder.resolve("work/corpus"));
    assertThat(made).hasSize(6).allMatch(row -> row.getAs("mask") != null);
    assertThat(made.stream().map(row -> row.<String>getAs("patient_key")).distinct()).hasSize(3);
    assertThat(made.stream().filter(row -> row.<String>getAs("split").equals("test"))).hasSize(2);
  }

  @Test
  void brokenTablesAndCellsCostThemselvesAlone() throws IOException {
    Path corpus = folder.resolve("corpus");
    List<Group> rows = rows(0, 3);
    rows.add(row(null, "gone.png", 0));
    rows.add(row("<html>404</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8), null, 1));
    Path good = corpus.resolve("d/train.parquet");
    write(good, HUGGING_FACE, rows);
    byte[] whole = Files.readAllBytes(good);
    Files.write(corpus.resolve("d/half.parquet"), java.util.Arrays.copyOf(whole, whole.length / 2));
    byte[] damaged = whole.clone();
    // The length of the footer stands before the last four bytes.
    damaged[damaged.length - 5] = 0x7f;
    Files.write(corpus.resolve("d/damaged.parquet"), damaged);
    Files.writeString(corpus.resolve("d/page.parquet"), "<html>404</html>");
    List<Group> beyond = rows(20, 1);
    beyond.add(row(png(30, false), null, 7));
    write(corpus.resolve("d/beyond.parquet"), HUGGING_FACE, beyond);

    IngestResult result = IngestRuns.run(SPARK, corpus, folder.resolve("work"));

    assertThat(result.rows()).isEqualTo(3);
    assertThat(result.files().total()).isEqualTo(9);
    assertThat(result.quarantine())
        .containsEntry("truncated", 1L)
        .containsEntry("empty", 1L)
        .containsEntry("unknown_format", 1L)
        .containsEntry("corrupt", 3L);
  }

  @Test
  void aTableOfThisProgramIsReadAgainWithItsLabelsMasksAndSplits() throws IOException {
    Path corpus = folder.resolve("corpus");
    write(corpus.resolve("skin/train.parquet"), HUGGING_FACE, rows(0, 6));
    write(corpus.resolve("skin/test.parquet"), HUGGING_FACE, rows(6, 2));
    IngestRuns.run(SPARK, corpus, folder.resolve("work"));
    Path again = folder.resolve("again/skin");
    Files.createDirectories(again);
    try (var parts = Files.list(folder.resolve("work/corpus"))) {
      for (Path part : parts.filter(p -> p.toString().endsWith(".parquet")).toList()) {
        Files.copy(part, again.resolve(part.getFileName().toString()));
      }
    }

    IngestRuns.run(SPARK, folder.resolve("again"), folder.resolve("second"));

    assertThat(counts("second")).isEqualTo(counts("work"));
  }

  private Map<String, Long> counts(String work) {
    Map<String, Long> counts = new TreeMap<>();
    for (Row row : IngestRuns.parquet(SPARK, folder.resolve(work).resolve("corpus"))) {
      counts.merge(row.getAs("split") + "/" + row.getAs("label"), 1L, Long::sum);
    }
    return counts;
  }

  private static List<Group> rows(int from, int count) throws IOException {
    List<Group> rows = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      rows.add(row(png(i, false), "scan" + i + ".png", i % 2));
    }
    return rows;
  }

  private static Group row(byte[] bytes, String path, int label) {
    Group row = new SimpleGroupFactory(PICTURES).newGroup();
    Group image = row.addGroup("image");
    if (bytes != null) {
      image.append("bytes", Binary.fromConstantByteArray(bytes));
    }
    if (path != null) {
      image.append("path", path);
    }
    row.append("label", (long) label);
    return row;
  }

  private static void write(Path file, String metadata, List<Group> rows) throws IOException {
    write(file, PICTURES, Map.of("huggingface", metadata), rows);
  }

  private static void write(
      Path file, MessageType schema, Map<String, String> metadata, List<Group> rows)
      throws IOException {
    Files.createDirectories(file.getParent());
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withType(schema)
            .withExtraMetaData(metadata)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .withRowGroupSize(2048L)
            .build()) {
      for (Group row : rows) {
        writer.write(row);
      }
    }
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
  }

  private static byte[] png(int number, boolean mask) throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    Random random = new Random(number);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        boolean inside = x > 4 && x < 9 && y > 3 && y < 12;
        int value = mask ? (inside ? 255 : 0) : random.nextInt(256);
        image.getRaster().setSample(x, y, 0, value);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}
