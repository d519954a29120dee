package org.lvmmed.jobs.similarity;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Compares candidates locally as well: global and local similarity and their weighted mean. */
record Scoring(BlockStore store, SimilaritySettings settings) implements Serializable {

  static final StructType COLUMNS =
      new StructType()
          .add("image_id", DataTypes.StringType, false)
          .add("neighbour_id", DataTypes.StringType, false)
          .add("global", DataTypes.DoubleType, false)
          .add("local", DataTypes.DoubleType, false)
          .add("score", DataTypes.DoubleType, false)
          .add("same_series", DataTypes.BooleanType, false);

  /** One row for each image and candidate, in no particular order. */
  List<Row> score(Iterable<CandidatePairs> tile) throws IOException {
    List<CandidatePairs> ordered = new ArrayList<>();
    tile.forEach(ordered::add);
    ordered.sort(
        Comparator.comparingInt(CandidatePairs::block).thenComparingInt(CandidatePairs::other));
    List<Row> rows = new ArrayList<>();
    int held = -1;
    DescriptorBlock block = null;
    for (CandidatePairs pairs : ordered) {
      if (block == null || held != pairs.block()) {
        block = store.read(pairs.block());
        held = pairs.block();
      }
      DescriptorBlock other = pairs.other() == held ? block : store.read(pairs.other());
      for (int p = 0; p < pairs.rows().length; p += 2) {
        rows.add(row(block, pairs.rows()[p], other, pairs.rows()[p + 1]));
      }
    }
    return rows;
  }

  private Row row(DescriptorBlock block, int i, DescriptorBlock other, int j) {
    double global = block.globalSimilarity(i, other, j);
    double local = block.localSimilarity(i, other, j);
    double score = settings.score(global, local);
    return RowFactory.create(
        block.ids()[i], other.ids()[j], global, local, score, block.sameSeries(i, other, j));
  }
}
