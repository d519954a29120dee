package org.lvmmed.jobs.evaluate.probes;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.model.probe.PrincipalComponents;

/**
 * A sample of images laid out by the first two principal components of their features: {@code
 * evaluation/embedding.json}, a list of {@code encoder, image_id, dataset, modality, split, label,
 * x, y}.
 */
final class EmbeddingMap {

  static final String FILE = "evaluation/embedding.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private EmbeddingMap() {}

  static void write(String encoder, Dataset<Row> features, WorkFiles work) throws IOException {
    List<Row> rows = features.where(col("on_map")).orderBy("image_id").collectAsList();
    if (rows.isEmpty()) {
      return;
    }
    float[][] matrix =
        rows.stream().map(row -> ProbeRun.floats(row.getAs("features"))).toArray(float[][]::new);
    PrincipalComponents components = PrincipalComponents.of(matrix, 2);
    ArrayNode points = JSON.createArrayNode();
    for (int i = 0; i < matrix.length; i++) {
      double[] place = components.project(matrix[i]);
      points
          .addObject()
          .put("encoder", encoder)
          .put("image_id", rows.get(i).<String>getAs("image_id"))
          .put("dataset", rows.get(i).<String>getAs("dataset"))
          .put("modality", rows.get(i).<String>getAs("modality"))
          .put("split", rows.get(i).<String>getAs("split"))
          .put("label", rows.get(i).<String>getAs("label"))
          .put("x", place[0])
          .put("y", place[1]);
    }
    work.writeText(FILE, JSON.writeValueAsString(points));
  }
}
