package org.lvmmed.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.phantom.DicomFile;
import org.lvmmed.jobs.LocalSpark;

/**
 * Plants names, numbers, dates and paths of patients wherever a file can hold them, and looks for
 * them in every file that an ingest leaves, in its log and in what it prints.
 */
class SentinelTest {
  private static final String NAME = "Mustermann";
  private static final String PATIENT = "QX77513";
  private static final String BORN = "19530411";
  private static final String STUDIED = "20190203";
  private static final String CLINIC = "Nirgendwo";
  private static final String FOLDER = "geheimordner";
  private static final String FILE = "befund0815";
  private static final String UID = "1.2.276.0.999.4711";
  private static final List<String> SENTINELS =
      List.of(NAME, PATIENT, BORN, STUDIED, CLINIC, FOLDER, FILE, UID);

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir Path folder;

  @Test
  void nothingOfAPatientIsFoundInOutputsLogsAndMessages() throws IOException {
    Path corpus = folder.resolve("corpus");
    Path work = folder.resolve("work");
    plant(Files.createDirectories(corpus.resolve("scans").resolve(FOLDER)));
    Heard heard = new Heard();
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    heard.begin();
    IngestResult result;
    try {
      result = IngestRuns.run(SPARK, corpus, work);
    } finally {
      heard.end();
      System.setOut(out);
      System.setErr(err);
    }

    assertThat(result.rows()).isGreaterThanOrEqualTo(4);
    assertThat(result.files().quarantined()).isGreaterThanOrEqualTo(4);
    assertThat(heard.messages()).isNotEmpty();
    requireClean("the log", String.join("\n", heard.messages()));
    requireClean("what was printed", printed.toString(StandardCharsets.UTF_8));
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.toList()) {
        requireClean("a file's name", work.relativize(file).toString());
        if (Files.isRegularFile(file)) {
          requireClean(
              file.getFileName().toString(),
              new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
      }
    }
    for (String table : List.of("corpus", "corpus/quarantine")) {
      for (Row row : IngestRuns.parquet(SPARK, work.resolve(table))) {
        requireClean("a row of " + table, row.toString());
      }
    }
  }

  private static void requireClean(String where, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String sentinel : SENTINELS) {
      assertThat(lower.contains(sentinel.toLowerCase(Locale.ROOT)))
          .as("%s holds %s", where, sentinel)
          .isFalse();
    }
  }

  private void plant(Path place) throws IOException {
    byte[] whole = dicom().bytes();
    Files.write(place.resolve(FILE + ".dcm"), whole);
    Files.write(place.resolve(FILE + "-cut.dcm"), Arrays.copyOf(whole, whole.length - 100));
    Files.write(place.resolve(FILE + "-header.dcm"), Arrays.copyOf(whole, 300));
    Files.write(place.resolve(FILE + ".png"), png(NAME + " " + PATIENT));
    Files.writeString(place.resolve(FILE + ".txt.png"), NAME + ", born " + BORN);
    Files.writeString(
        place.resolve(FILE + ".mhd"),
        "ObjectType = Image\nComment = "
            + NAME
            + "\nNDims = 2\nDimSize = 4 4\n"
            + "ElementType = MET_UCHAR\nElementDataFile = ../"
            + NAME
            + ".raw\n");
    Files.write(place.resolve(FILE + ".nrrd"), nrrd());
    Files.write(place.resolve(FILE + ".nii"), nifti());
    Files.createSymbolicLink(place.resolve(FILE + "-link.png"), folder.resolve(NAME + ".png"));
  }

  private static DicomFile dicom() {
    short[] values = new short[32 * 32];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) (i * 37);
    }
    return new DicomFile(32, 32, values)
        .slice(UID, 1, 0)
        .text(0x00100010, "PN", NAME + "^Erika")
        .text(0x00100020, "LO", PATIENT)
        .text(0x00100030, "DA", BORN)
        .text(0x00080020, "DA", STUDIED)
        .text(0x00080080, "LO", CLINIC)
        .text(0x00080060, "CS", NAME.toUpperCase(Locale.ROOT))
        .text(0x00180015, "CS", CLINIC.toUpperCase(Locale.ROOT));
  }

  private static byte[] png(String comment) throws IOException {
    BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 1024; i++) {
      image.getRaster().setSample(i % 32, i / 32, 0, i * 13 % 251);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    byte[] plain = out.toByteArray();
    byte[] text = ("tEXtComment\0" + comment).getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(text);
    ByteBuffer whole = ByteBuffer.allocate(plain.length + text.length + 8);
    whole.put(plain, 0, 33).putInt(text.length - 4).put(text).putInt((int) crc.getValue());
    return whole.put(plain, 33, plain.length - 33).array();
  }

  private static byte[] nrrd() {
    String header =
        "NRRD0004\ntype: uchar\ndimension: 2\nsizes: 16 16\nencoding: raw\ncontent: "
            + NAME
            + "\npatient:="
            + PATIENT
            + "\n\n";
    return join(header.getBytes(StandardCharsets.US_ASCII), 256, 7);
  }

  private static byte[] nifti() {
    ByteBuffer header = ByteBuffer.allocate(352).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    header.putInt(0, 348).putShort(40, (short) 2).putShort(42, (short) 16).putShort(44, (short) 16);
    header.putShort(70, (short) 2).putShort(72, (short) 8).putFloat(108, 352);
    header.put(14, NAME.getBytes(StandardCharsets.US_ASCII));
    header.put(148, (NAME + STUDIED).getBytes(StandardCharsets.US_ASCII));
    header.put(344, new byte[] {'n', '+', '1', 0});
    return join(header.array(), 256, 11);
  }

  private static byte[] join(byte[] header, int values, int step) {
    ByteBuffer out = ByteBuffer.allocate(header.length + values).put(header);
    for (int i = 0; i < values; i++) {
      out.put((byte) (i * step));
    }
    return out.array();
  }

  /** Hears every log message of this JVM, exceptions included. */
  private static final class Heard extends AbstractAppender {
    private final List<String> messages = new ArrayList<>();

    Heard() {
      super("sentinel", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public synchronized void append(LogEvent event) {
      messages.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
    }

    synchronized List<String> messages() {
      return List.copyOf(messages);
    }

    void begin() {
      start();
      root().addAppender(this);
    }

    void end() {
      root().removeAppender(this);
      stop();
    }

    private static org.apache.logging.log4j.core.Logger root() {
      return ((LoggerContext) LogManager.getContext(false)).getRootLogger();
    }
  }
}
