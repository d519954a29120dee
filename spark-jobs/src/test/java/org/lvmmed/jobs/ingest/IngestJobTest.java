package org.lvmmed.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.LocalSpark;

class IngestJobTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir Path folder;

  @Test
  void everyFileIsAccountedForOnce() throws IOException {
    Path corpus = folder.resolve("corpus");
    IngestRuns.writeMixed(corpus, 40);
    Files.writeString(corpus.resolve("mixed/README.md"), "no image");
    Files.writeString(corpus.resolve("mixed/page.png"), "<html>404</html>");
    Files.write(corpus.resolve("mixed/empty.dcm"), new byte[0]);
    Files.createSymbolicLink(corpus.resolve("mixed/out.png"), folder.resolve("elsewhere.png"));
    Path picture = corpus.resolve("mixed/000/000000.png");
    Files.createDirectories(corpus.resolve("other"));
    Files.copy(picture, corpus.resolve("other/copy.png"));

    IngestResult result = IngestRuns.run(SPARK, corpus, folder.resolve("work"));

    IngestResult.Files files = result.files();
    assertThat(files.total()).isEqualTo(45);
    assertThat(files.source() + files.companion() + files.notImage() + files.quarantined())
        .isEqualTo(files.total());
    assertThat(files.notImage()).isEqualTo(1);
    assertThat(result.quarantine())
        .containsEntry("unknown_format", 1L)
        .containsEntry("empty", 1L)
        .containsEntry("bad_reference", 1L);
    assertThat(result.duplicates()).isNotEmpty();
    long reasons = result.quarantine().values().stream().mapToLong(Long::longValue).sum();
    assertThat(reasons).isEqualTo(files.quarantined());
    assertThat(IngestRuns.parquet(SPARK, folder.resolve("work/corpus/quarantine")))
        .hasSize((int) files.quarantined());
  }

  @Test
  void aSecondRunDoesNothingAndAChangedFileIsNoticed() throws IOException {
    Path corpus = folder.resolve("corpus");
    Path work = folder.resolve("work");
    IngestRuns.writeMixed(corpus, 10);
    long before = IngestRuns.run(SPARK, corpus, work).rows();
    var made = Files.getLastModifiedTime(work.resolve("corpus/_SUCCESS"));

    assertThat(IngestRuns.run(SPARK, corpus, work).rows()).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(work.resolve("corpus/_SUCCESS"))).isEqualTo(made);

    Files.delete(corpus.resolve("mixed/000/000000.png"));
    assertThat(IngestRuns.run(SPARK, corpus, work).rows()).isEqualTo(before - 1);
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void aRunThatWasKilledGoesOnToTheSameRows() throws Exception {
    Path corpus = folder.resolve("corpus");
    Path killed = folder.resolve("killed");
    IngestRuns.writeMixed(corpus, 80);
    Process process = IngestProcess.start(corpus, killed);
    try {
      while (chunks(killed) < 2 && process.isAlive()) {
        Thread.sleep(20);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(chunks(killed)).isGreaterThanOrEqualTo(2);
    assertThat(killed.resolve("corpus/_SUCCESS")).doesNotExist();

    IngestRuns.run(SPARK, corpus, killed);
    IngestRuns.run(SPARK, corpus, folder.resolve("whole"));

    assertThat(IngestRuns.rows(SPARK, killed))
        .isNotEmpty()
        .isEqualTo(IngestRuns.rows(SPARK, folder.resolve("whole")));
    assertThat(killed.resolve("corpus.staging")).doesNotExist();
  }

  private static long chunks(Path work) throws IOException {
    Path staging = work.resolve("corpus.staging");
    if (!Files.isDirectory(staging)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(staging)) {
      return files
          .filter(file -> file.endsWith("_SUCCESS"))
          .filter(file -> file.toString().contains("/rows/"))
          .count();
    } catch (java.io.UncheckedIOException aTemporaryFileWentMeanwhile) {
      return 0;
    }
  }
}
