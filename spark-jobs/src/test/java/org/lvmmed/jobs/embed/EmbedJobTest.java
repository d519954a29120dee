package org.lvmmed.jobs.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.LocalSpark;
import org.lvmmed.jobs.SmallCorpus;
import org.lvmmed.jobs.SmallCorpus.Place;
import org.lvmmed.jobs.encoders.InferenceSettings;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;

class EmbedJobTest {

  private static final int IMAGES = 11;
  private static final Compute COMPUTE = Compute.cpu("torch");
  private static final EncoderModel ENCODER =
      EncoderModel.untrained(
          new EncoderSettings(Architecture.RESNET18, 32, 16), Preprocess.standard(32), 3);

  @TempDir static Path folder;

  private static SparkSession spark;
  private static Path work;
  private static EmbedJob.Result result;
  private static final Map<String, String> DATASETS = new TreeMap<>();

  @BeforeAll
  static void embed() throws IOException {
    spark = LocalSpark.session();
    work = folder.resolve("work");
    SmallCorpus corpus = new SmallCorpus();
    for (int i = 0; i < IMAGES; i++) {
      int waves = i;
      String dataset = i % 2 == 0 ? "even" : "odd";
      String split = i % 3 == 0 ? "test" : "train";
      String id =
          corpus.add(Place.of(dataset, split, null), (x, y) -> 0.5 + 0.5 * Math.sin(waves * x + y));
      DATASETS.put(id, dataset + " " + split);
    }
    corpus.write(spark, work);
    result = job("embeddings").run(ENCODER, new InferenceSettings(COMPUTE, 0, 3, 4));
  }

  private static EmbedJob job(String to) throws IOException {
    return new EmbedJob(spark, files(work), files(folder.resolve(to)));
  }

  private static WorkFiles files(Path path) throws IOException {
    return new WorkFiles(path.toUri().toString(), new Configuration());
  }

  private static List<Row> rows(String name) {
    return spark
        .read()
        .parquet(folder.resolve(name).toUri().toString())
        .orderBy("image_id")
        .collectAsList();
  }

  @Test
  void everyImageHasARowWithItsDatasetAndSplit() {
    assertThat(result.images()).isEqualTo(IMAGES);
    Map<String, String> read =
        rows("embeddings").stream()
            .collect(
                Collectors.toMap(
                    row -> row.getAs("image_id"),
                    row -> row.getAs("dataset") + " " + row.getAs("split"),
                    (a, b) -> "twice",
                    TreeMap::new));
    assertThat(read).isEqualTo(DATASETS);
  }

  /** Images one by one through the network, in this thread. */
  @Test
  void embeddingsAreTheEncodersMeanFeatures() {
    Map<String, byte[]> pictures =
        spark
            .read()
            .parquet(work.resolve("corpus").toUri().toString())
            .select("image_id", "image.bytes")
            .collectAsList()
            .stream()
            .collect(Collectors.toMap(row -> row.getString(0), row -> row.getAs(1)));
    try (Network network = COMPUTE.open(ENCODER.pooledGraph(), ENCODER.parameters())) {
      for (Row row : rows("embeddings")) {
        float[] input = ENCODER.preprocess().apply(Raster.decode(pictures.get(row.getString(0))));
        float[] expected = network.outputs(Inputs.images(input, 1, 32))[0];
        List<Float> embedding = row.getList(3);
        assertThat(embedding).hasSize(512);
        for (int d = 0; d < expected.length; d++) {
          assertThat(Math.abs(embedding.get(d) - expected[d])).isLessThan(1e-5f);
        }
      }
    }
  }

  @Test
  void aFolderThatHoldsThemIsRefusedAndAnotherGetsTheSameBits() throws IOException {
    InferenceSettings settings = new InferenceSettings(COMPUTE, 0, 3, 4);
    assertThatThrownBy(() -> job("embeddings").run(ENCODER, settings))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("name another --to");
    job("again").run(ENCODER, settings);
    assertThat(rows("again")).isEqualTo(rows("embeddings"));
  }

  /** What readers of a folder of Parquet files pass over begins with an underscore or a dot. */
  @Test
  void besidesParquetThereIsOnlyWhatReadersPassOver() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("embeddings"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("_provenance.json")
          .allMatch(name -> name.matches("[_.].*|.*\\.parquet"));
    }
  }
}
