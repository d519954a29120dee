package org.lvmmed.jobs.pretrain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.LocalSpark;
import org.lvmmed.jobs.SmallCorpus;
import org.lvmmed.jobs.SmallCorpus.Place;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.io.Provenance;
import org.lvmmed.jobs.io.WorkFiles;

/** Twelve training images in series of three, and a validation image. */
class TrainingIndexReaderTest {

  private static final StructType NEIGHBOURS =
      new StructType()
          .add("image_id", DataTypes.StringType)
          .add("neighbour_id", DataTypes.StringType)
          .add("rank", DataTypes.IntegerType)
          .add("score", DataTypes.DoubleType);

  @TempDir Path folder;
  private final SparkSession spark = LocalSpark.session();
  private final Map<String, String> seriesOf = new TreeMap<>();
  private WorkFiles work;
  private String validation;

  @BeforeEach
  void write() throws IOException {
    work = new WorkFiles(folder.toUri().toString(), spark.sparkContext().hadoopConfiguration());
    SmallCorpus corpus = new SmallCorpus();
    for (int i = 0; i < 12; i++) {
      String series = "series " + i % 4;
      double level = i / 12.0;
      seriesOf.put(
          corpus.add(new Place("set", "train", null, null, series), (x, y) -> level), series);
    }
    validation = corpus.add(Place.of("set", "val", null), (x, y) -> 1);
    corpus.write(spark, folder);
  }

  private TrainingIndex read() throws IOException {
    return new TrainingIndexReader(spark, work).read();
  }

  private void writeNeighbours(List<Row> rows) throws IOException {
    spark.createDataFrame(rows, NEIGHBOURS).repartition(3).write().parquet(work.uri("similarity"));
    Provenance.of("similarity", "test", Map.of(), 0, Instant.now()).write(work, "similarity");
  }

  @Test
  void trainingImagesAreNumberedByTheirIdsWithTheirPlacesAndSeries() throws IOException {
    TrainingIndex index = read();

    List<String> ids = IntStream.range(0, index.size()).mapToObj(index.ids()::get).toList();
    assertThat(ids).containsExactlyElementsOf(seriesOf.keySet());
    for (int i = 0; i < ids.size(); i++) {
      assertThat(index.idOf(index.key(i))).isEqualTo(ids.get(i));
      for (int j = 0; j < ids.size(); j++) {
        assertThat(index.series()[i] == index.series()[j])
            .isEqualTo(seriesOf.get(ids.get(i)).equals(seriesOf.get(ids.get(j))));
      }
    }
    assertThat(rowAt(index, 0)).isEqualTo(ids.get(0));
    assertThat(rowAt(index, 7)).isEqualTo(ids.get(7));
    assertThat(index.group()).isEqualTo(index.file()); // files so small hold one row group
    assertThat(index.seriesCount()).isEqualTo(4);
    assertThat(index.neighbours().places()).isZero();
  }

  private String rowAt(TrainingIndex index, int image) {
    List<Row> rows =
        spark
            .read()
            .parquet(index.files().get(index.file()[image]))
            .selectExpr("image_id", "_metadata.row_index")
            .where("row_index = " + index.row()[image])
            .collectAsList();
    return rows.get(0).getString(0);
  }

  @Test
  void neighboursStandInTheOrderOfTheirRanksWithoutThoseThatAreNotTrainedOn() throws IOException {
    List<String> ids = new ArrayList<>(seriesOf.keySet());
    writeNeighbours(
        List.of(
            RowFactory.create(ids.get(2), ids.get(7), 3, 0.25),
            RowFactory.create(ids.get(2), validation, 2, 0.5),
            RowFactory.create(ids.get(2), ids.get(5), 1, 1.5),
            RowFactory.create(validation, ids.get(2), 1, 0.5)));

    PriorNeighbours neighbours = read().neighbours();

    assertThat(IntStream.range(0, 3).map(place -> neighbours.at(2, place)).toArray())
        .containsExactly(5, PriorNeighbours.NONE, 7);
    assertThat(neighbours.similarity(7, 2)).isEqualTo(0.25);
    assertThat(neighbours.similarity(2, 5)).isEqualTo(1);
    assertThat(neighbours.similarity(2, 3)).isZero();
  }

  @Test
  void anIdThatIsNotHexadecimalIsNamedWithTheRule() {
    assertThatThrownBy(() -> ImageIds.of(Arrays.asList("00112233445566778899aabbccddeeff", "no")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'no'")
        .hasMessageContaining("hexadecimal");
  }
}
