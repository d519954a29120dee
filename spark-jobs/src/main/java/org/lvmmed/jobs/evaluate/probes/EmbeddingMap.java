package org.lvmmed.jobs.evaluate.probes;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.lvmmed.jobs.io.TypedJson;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.model.probe.PrincipalComponents;

/**
 * A sample of images laid out by the first two principal components of their features: {@code
 * evaluation/embedding.json}.
 */
public final class EmbeddingMap {

  private static final String FILE = "evaluation/embedding.json";

  private EmbeddingMap() {}

  /** The images as they were laid out; none where there is no map. */
  public static List<EmbeddedImage> read(WorkFiles work) throws IOException {
    return TypedJson.read(work, FILE, new TypeReference<List<EmbeddedImage>>() {})
        .orElse(List.of());
  }

  static void write(String encoder, Dataset<Row> features, WorkFiles work) throws IOException {
    List<Row> rows = features.where(col("on_map")).orderBy("image_id").collectAsList();
    if (rows.isEmpty()) {
      return;
    }
    float[][] matrix =
        rows.stream().map(row -> ProbeRun.floats(row.getAs("features"))).toArray(float[][]::new);
    PrincipalComponents components = PrincipalComponents.of(matrix, 2);
    TypedJson.write(
        work,
        FILE,
        IntStream.range(0, matrix.length)
            .mapToObj(i -> placed(encoder, rows.get(i), components.project(matrix[i])))
            .toList());
  }

  private static EmbeddedImage placed(String encoder, Row row, double[] place) {
    return new EmbeddedImage(
        encoder,
        row.getAs("image_id"),
        row.getAs("dataset"),
        row.getAs("modality"),
        row.getAs("split"),
        row.getAs("label"),
        place[0],
        place[1]);
  }
}
