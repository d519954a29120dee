package org.lvmmed.jobs.ingest;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.lvmmed.ingest.corpus.PerceptualHash;
import org.lvmmed.ingest.dataset.Split;

/**
 * Two rows with the same picture, of which one is kept out: training gives way to validation and
 * both to test; in training, the second dataset to the first, rows without labels first.
 *
 * @param distance bits in which the perceptual hashes differ; -1 for equal values
 */
record Twin(Member loser, Member keeper, int distance) implements Serializable {
  static final StructType TYPE =
      new StructType()
          .add("image_id", DataTypes.StringType)
          .add("dataset", DataTypes.StringType)
          .add("split", DataTypes.StringType)
          .add("twin_id", DataTypes.StringType)
          .add("twin_dataset", DataTypes.StringType)
          .add("twin_split", DataTypes.StringType)
          .add("likeness", DataTypes.StringType)
          .add("distance", DataTypes.IntegerType);

  static final String EQUAL = "equal";
  static final String SIMILAR = "similar";

  /** Of the two, first the one that stays. */
  private static final Comparator<Member> RANK =
      Comparator.<Member>comparingInt(m -> -m.split().ordinal())
          .thenComparing(m -> !m.labelled())
          .thenComparing(Member::dataset)
          .thenComparing(Member::id);

  /** One row. */
  record Member(
      String id, String dataset, Split split, boolean labelled, String content, byte[] print)
      implements Serializable {
    static Member of(Row row) {
      return new Member(
          row.getAs("image_id"),
          row.getAs("dataset"),
          Split.of(row.getAs("split")),
          row.<Boolean>getAs("labelled"),
          row.getAs("content_hash"),
          row.getAs(StagedRows.PRINT));
    }
  }

  /**
   * The pairs of a group that are the same picture and may not both stay. Two test rows may, and so
   * may rows of one split of one dataset.
   */
  static List<Twin> among(List<Member> members, int distance) {
    List<Twin> twins = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      for (int j = i + 1; j < members.size(); j++) {
        Member a = members.get(i);
        Member b = members.get(j);
        boolean apart = a.split() != b.split() || !a.dataset().equals(b.dataset());
        if (apart && !(a.split() == Split.TEST && b.split() == Split.TEST)) {
          int bits = bits(a, b);
          if (bits <= distance) {
            boolean aStays = RANK.compare(a, b) <= 0;
            twins.add(new Twin(aStays ? b : a, aStays ? a : b, bits));
          }
        }
      }
    }
    return twins;
  }

  private static int bits(Member a, Member b) {
    return a.content().equals(b.content()) ? -1 : PerceptualHash.distance(a.print(), b.print());
  }

  /** The likelier of two twins of one row, the same whatever the order. */
  static Twin closer(Twin a, Twin b) {
    Comparator<Twin> order =
        Comparator.comparingInt(Twin::distance).thenComparing(twin -> twin.keeper().id());
    return order.compare(a, b) <= 0 ? a : b;
  }

  Row toRow() {
    return RowFactory.create(
        loser.id(),
        loser.dataset(),
        loser.split().text(),
        keeper.id(),
        keeper.dataset(),
        keeper.split().text(),
        distance < 0 ? EQUAL : SIMILAR,
        Math.max(0, distance));
  }
}
