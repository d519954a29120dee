package org.lvmmed.jobs.evaluate.probes;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.lvmmed.jobs.evaluate.unit.ProbeUnit;
import org.lvmmed.jobs.evaluate.unit.UnitFailure;
import org.lvmmed.jobs.evaluate.unit.UnitFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Does units on the executors, a task a unit; each leaves its outcome before the next begins. */
record ProbeRun(ProbeRunner runner, UnitFiles outcomes) implements Serializable {

  private static final Logger LOG = LoggerFactory.getLogger(ProbeRun.class);

  /**
   * @param units to be done
   * @return reasons of those that could not be done
   */
  List<UnitFailure> run(JavaSparkContext spark, FeatureTables tables, List<ProbeUnit> units) {
    Map<String, List<Integer>> byTable = new TreeMap<>();
    for (int u = 0; u < units.size(); u++) {
      byTable.computeIfAbsent(units.get(u).features(), folder -> new ArrayList<>()).add(u);
    }
    JavaPairRDD<Integer, FeatureRow> rows = JavaPairRDD.fromJavaRDD(spark.emptyRDD());
    for (Map.Entry<String, List<Integer>> table : byTable.entrySet()) {
      rows = rows.union(rowsByUnit(tables, table.getKey(), table.getValue(), units));
    }
    return rows.groupByKey(new HashPartitioner(units.size()))
        .flatMap(unit -> attempt(units.get(unit._1()), unit._2()).iterator())
        .collect();
  }

  private static JavaPairRDD<Integer, FeatureRow> rowsByUnit(
      FeatureTables tables, String folder, List<Integer> numbers, List<ProbeUnit> units) {
    return tables
        .read(folder)
        .where("in_task")
        .javaRDD()
        .flatMapToPair(
            row ->
                numbers.stream()
                    .filter(u -> units.get(u).task().dataset().equals(row.<String>getAs("dataset")))
                    .map(u -> new Tuple2<>(u, featureRow(row)))
                    .iterator());
  }

  private static FeatureRow featureRow(Row row) {
    return new FeatureRow(
        row.getAs("image_id"),
        row.getAs("patient_key"),
        row.getAs("split"),
        row.getAs("label"),
        floats(row.getAs("features")));
  }

  static float[] floats(Seq<Float> values) {
    float[] floats = new float[values.length()];
    int i = 0;
    for (Float value : JavaConverters.seqAsJavaList(values)) {
      floats[i++] = value;
    }
    return floats;
  }

  /** A unit that fails costs itself alone. A lost executor's unit comes here again, elsewhere. */
  private List<UnitFailure> attempt(ProbeUnit unit, Iterable<FeatureRow> rows) throws Exception {
    if (outcomes.isDone(unit)) {
      return List.of();
    }
    try {
      outcomes.write(unit, runner.run(unit, rows));
      return List.of();
    } catch (RuntimeException e) {
      LOG.warn("evaluate: a unit failed", e);
      return List.of(UnitFailure.of(unit, String.valueOf(e.getMessage())));
    }
  }
}
