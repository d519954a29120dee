package org.lvmmed.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.export.EncoderWeights;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.tests.Commands;

/** The same images embedded in this process, and on two executors that are processes. */
class EmbedOnExecutorsTest {

  @TempDir Path folder;

  @Test
  void twoExecutorsGiveTheRowsAndValuesOfOneProcess() throws Exception {
    Path corpus = folder.resolve("corpus");
    Path secret = Commands.writeSecret(folder);
    Path encoder = folder.resolve("encoder.safetensors");
    Commands.writePhantoms(corpus);
    try (OutputStream out = Files.newOutputStream(encoder)) {
      EncoderSettings settings = new EncoderSettings(Architecture.RESNET18, 32, 16);
      EncoderWeights.write(EncoderModel.untrained(settings, Preprocess.standard(32), 1), out);
    }
    String[] from = {"--secret", secret.toString(), "--encoder", encoder.toString()};

    Commands.requireDone(
        embed(from, "--corpus", corpus.toString(), "--to", folder.resolve("one").toString()));
    SparkSubmit.Outcome outcome =
        TwoExecutors.with(folder, Map.of())
            .run(
                embed(
                    from,
                    "--work",
                    folder.resolve("one/_work").toString(),
                    "--to",
                    folder.resolve("two").toString()));

    assertThat(outcome.exit()).as(outcome.printed()).isZero();
    assertThat(outcome.printed()).containsPattern("embed: \\d+ images, 512 values each");
    assertThat(rows("two")).isNotEmpty().isEqualTo(rows("one"));
  }

  private static String[] embed(String[] from, String... more) {
    List<String> all = new java.util.ArrayList<>(List.of("embed"));
    all.addAll(List.of(from));
    all.addAll(List.of(more));
    all.addAll(List.of(Commands.sets("evaluate.partition-images=16")));
    return all.toArray(String[]::new);
  }

  private List<Row> rows(String name) {
    SparkSession spark = SparkSession.builder().master("local[2]").getOrCreate();
    try {
      return spark
          .read()
          .parquet(folder.resolve(name).toString())
          .orderBy("image_id")
          .collectAsList();
    } finally {
      spark.stop();
    }
  }
}
