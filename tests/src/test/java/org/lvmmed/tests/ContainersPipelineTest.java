package org.lvmmed.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.phantom.DicomFile;

/**
 * The containers that users have go through the pipeline as they are: a NumPy archive with splits
 * of its own, a folder of Parquet shards, a zip of DICOM, WebDataset's shards, and a broken archive
 * beside them.
 */
class ContainersPipelineTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SIDE = 32;
  private static final int TRAIN = 12;
  private static final int TEST = 6;
  private static final MessageType TABLE =
      MessageTypeParser.parseMessageType(
          "message schema { optional group image { optional binary bytes; optional binary path"
              + " (STRING); } optional int64 label; }");
  private static final String FEATURES =
      "{\"info\":{\"features\":{\"label\":{\"names\":[\"dark\",\"bright\"],\"_type\":\"ClassLabel\"}}}}";

  @TempDir static Path folder;
  private static Path work;
  private static int drawn;

  @BeforeAll
  static void runThePipelineOnce() throws IOException {
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    work = folder.resolve("work");
    writeNpz(corpus.resolve("blobmnist.npz"));
    writeTable(corpus.resolve("table/data/train-00000-of-00001.parquet"), TRAIN);
    writeTable(corpus.resolve("table/data/test-00000-of-00001.parquet"), TEST);
    writeShard(corpus.resolve("shards/train-000000.tar"), TRAIN);
    writeShard(corpus.resolve("shards/test-000000.tar"), TEST);
    writeDicom(corpus.resolve("scans.zip"));
    Files.write(
        corpus.resolve("shards/train-000001.tar"),
        Arrays.copyOf(Files.readAllBytes(corpus.resolve("shards/train-000000.tar")), 5000));

    Commands.requireDone(Commands.quick("pipeline", corpus, work, Commands.writeSecret(folder)));
  }

  @Test
  void everyEntryIsInTheCorpusWithItsLabelAndSplit() throws IOException {
    JsonNode statistics = JSON.readTree(work.resolve("corpus/statistics.json").toFile());

    for (String name : new String[] {"blobmnist", "shards", "table"}) {
      JsonNode rows = statistics.path("datasets").path(name).path("rows");
      assertThat(rows.path("train").asInt() + rows.path("val").asInt()).as(name).isEqualTo(TRAIN);
      assertThat(rows.path("test").asInt()).as(name).isEqualTo(TEST);
    }
    assertThat(statistics.path("datasets").path("scans").path("rows").path("train").asInt())
        .isEqualTo(8);
    assertThat(statistics.path("datasets").path("table").path("labels").toString())
        .contains("dark", "bright");
    assertThat(statistics.path("files").path("source").asInt()).isEqualTo(3 * (TRAIN + TEST) + 8);
    assertThat(statistics.path("quarantine").path("truncated").asInt()).isEqualTo(1);
  }

  @Test
  void everyLabelledOneComesToResults() throws IOException {
    Set<String> measured = new TreeSet<>();
    for (JsonNode row : JSON.readTree(work.resolve("evaluation/results.json").toFile())) {
      if (row.path("metric").asText().equals("accuracy")) {
        measured.add(row.path("dataset").asText());
      }
    }

    assertThat(measured).containsExactly("blobmnist", "shards", "table");
    assertThat(work.resolve("report/index.html")).exists();
  }

  private static void writeNpz(Path file) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String split : new String[] {"train", "test"}) {
        int count = split.equals("train") ? TRAIN : TEST;
        ByteBuffer images = ByteBuffer.allocate(count * SIDE * SIDE);
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
          labels[i] = (byte) (i % 2);
          BufferedImage image = picture(i % 2);
          for (int at = 0; at < SIDE * SIDE; at++) {
            images.put((byte) image.getRaster().getSample(at % SIDE, at / SIDE, 0));
          }
        }
        array(zip, split + "_images", count + ", " + SIDE + ", " + SIDE, images.array());
        array(zip, split + "_labels", count + ", 1", labels);
      }
    }
  }

  private static void array(ZipOutputStream zip, String name, String shape, byte[] values)
      throws IOException {
    String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (%s), }\n".formatted(shape);
    ByteBuffer start = ByteBuffer.allocate(10 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
    start.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    start.put((byte) 1).put((byte) 0).putShort((short) header.length());
    start.put(header.getBytes(StandardCharsets.US_ASCII));
    zip.putNextEntry(new ZipEntry(name + ".npy"));
    zip.write(start.array());
    zip.write(values);
  }

  private static void writeTable(Path file, int count) throws IOException {
    Files.createDirectories(file.getParent());
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withType(TABLE)
            .withExtraMetaData(Map.of("huggingface", FEATURES))
            .build()) {
      for (int i = 0; i < count; i++) {
        Group row = new SimpleGroupFactory(TABLE).newGroup();
        row.addGroup("image")
            .append("bytes", Binary.fromConstantByteArray(png(i % 2)))
            .append("path", i + ".png");
        row.append("label", (long) (i % 2));
        writer.write(row);
      }
    }
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
  }

  private static void writeShard(Path file, int count) throws IOException {
    Files.createDirectories(file.getParent());
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < count; i++) {
        entry(tar, "%04d.png".formatted(i), png(i % 2));
        entry(tar, "%04d.cls".formatted(i), ("" + i % 2).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void entry(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry header = new TarArchiveEntry(name);
    header.setSize(content.length);
    tar.putArchiveEntry(header);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static void writeDicom(Path file) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int z = 0; z < 8; z++) {
        BufferedImage image = picture(z % 2);
        short[] values = new short[SIDE * SIDE];
        for (int at = 0; at < values.length; at++) {
          values[at] = (short) (4 * image.getRaster().getSample(at % SIDE, at / SIDE, 0));
        }
        zip.putNextEntry(new ZipEntry("scan/IM%04d".formatted(z)));
        zip.write(
            new DicomFile(SIDE, SIDE, values)
                .text(0x00100020, "LO", "P1")
                .slice("1.2.3", z + 1, z)
                .bytes());
      }
    }
  }

  private static byte[] png(int kind) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(picture(kind), "png", bytes);
    return bytes.toByteArray();
  }

  /** Waves, dark or bright; every call draws others. */
  private static BufferedImage picture(int kind) {
    Random random = new Random(drawn++);
    double[][] waves = new double[6][3];
    for (double[] wave : waves) {
      Arrays.setAll(wave, i -> 12 * random.nextDouble());
    }
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    for (int at = 0; at < SIDE * SIDE; at++) {
      double x = at % SIDE / (double) SIDE;
      double y = at / SIDE / (double) SIDE;
      double sum = 0;
      for (double[] wave : waves) {
        sum += Math.sin(wave[0] * x + wave[1] * y + wave[2]);
      }
      image.getRaster().setSample(at % SIDE, at / SIDE, 0, (int) (80 + 90 * kind + 12 * sum));
    }
    return image;
  }
}
