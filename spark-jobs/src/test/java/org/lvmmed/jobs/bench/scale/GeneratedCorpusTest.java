package org.lvmmed.jobs.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.corpus.ImageRow;
import org.lvmmed.ingest.dataset.Split;
import org.lvmmed.jobs.LocalSpark;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.pretrain.plan.TrainingIndex;
import org.lvmmed.jobs.pretrain.plan.TrainingIndexReader;
import org.lvmmed.model.image.Raster;

class GeneratedCorpusTest {

  private static final int IMAGES = 8000;

  private final GeneratedImages images = new GeneratedImages(IMAGES);

  @Test
  void anImageIsAFunctionOfItsNumber() {
    ImageRow once = images.rows().row(1234);
    ImageRow again = images.rows().row(1234);

    assertThat(again).usingRecursiveComparison().isEqualTo(once);
    assertThat(images.rows().row(1235).imageId()).isNotEqualTo(once.imageId());
    assertThat(Raster.decode(once.png()).height()).isEqualTo(GeneratedImages.SIDE);
  }

  @Test
  void neighboursAreTrainedOnOfTheSameModalityAndOfOtherSeries() {
    GeneratedImages.Rows rows = images.rows();
    for (int image = 0; image < IMAGES; image += 97) {
      ImageRow row = rows.row(image);
      int[] neighbours = images.neighbours(image, 10);

      assertThat(neighbours).hasSize(10).doesNotHaveDuplicates().doesNotContain(image);
      assertThat(Arrays.stream(neighbours).mapToObj(rows::row))
          .allMatch(near -> near.split() == Split.TRAIN)
          .allMatch(near -> near.modality().equals(row.modality()))
          .noneMatch(near -> near.seriesKey().equals(row.seriesKey()));
    }
  }

  @Test
  void anImageIsMoreLikeItsNeighboursThanLikeOthers() {
    GeneratedImages.Rows rows = images.rows();
    for (int image = 0; image < 20; image++) {
      float[] pixels = pixels(rows, image);
      double near = distance(pixels, pixels(rows, images.neighbours(image, 1)[0]));
      double far = distance(pixels, pixels(rows, image + 20));

      assertThat(near).as("image %d", image).isLessThan(far);
    }
  }

  private static float[] pixels(GeneratedImages.Rows rows, int image) {
    return Raster.decode(rows.row(image).png()).plane(0);
  }

  private static double distance(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).sum();
  }

  @Test
  void patientsAreOfOneSplitAndMostTrain() {
    GeneratedImages.Rows rows = images.rows();
    Map<String, Split> splits = new HashMap<>();
    Set<String> trained = new HashSet<>();
    for (int image = 0; image < IMAGES; image++) {
      ImageRow row = rows.row(image);
      assertThat(splits.computeIfAbsent(row.patientKey(), key -> row.split()))
          .isEqualTo(row.split());
      if (row.split() == Split.TRAIN) {
        trained.add(row.imageId());
      }
    }
    assertThat(trained.size()).isBetween(IMAGES * 8 / 10, IMAGES * 95 / 100);
    assertThat(splits.values()).contains(Split.VAL, Split.TEST);
  }

  /** As pretraining reads it, in the order of the ids; a second writing keeps what is there. */
  @Test
  void theFolderIsWhatIngestAndSimilarityLeave(@TempDir Path folder) throws Exception {
    SparkSession spark = LocalSpark.session();
    WorkFiles work =
        new WorkFiles(folder.toUri().toString(), spark.sparkContext().hadoopConfiguration());
    new GeneratedCorpus(spark, work, 800).write();
    Map<String, FileTime> before = times(folder);
    new GeneratedCorpus(spark, work, 800).write();

    assertThat(times(folder)).isEqualTo(before);
    TrainingIndex index = new TrainingIndexReader(spark, work).read();
    long trained = IntStream.range(0, 800).filter(new GeneratedImages(800)::isTrained).count();
    assertThat(index.size()).isEqualTo((int) trained);
    List<Row> ids = spark.read().parquet(index.files().get(0)).select("image_id").collectAsList();
    assertThat(ids.stream().map(row -> row.getString(0))).isSorted();
  }

  private static Map<String, FileTime> times(Path folder) throws Exception {
    Map<String, FileTime> times = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        times.put(file.toString(), Files.getLastModifiedTime(file));
      }
    }
    return times;
  }
}
