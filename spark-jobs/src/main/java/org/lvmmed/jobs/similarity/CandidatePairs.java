package org.lvmmed.jobs.similarity;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Images of one block and their candidates in another.
 *
 * @param block of the images
 * @param other of the candidates
 * @param rows row of an image and row of its candidate, one after the other
 */
record CandidatePairs(int block, int other, int[] rows) implements Serializable {

  /** All candidates of a block's images, by the block they lie in. */
  static List<CandidatePairs> of(int block, Candidates candidates) {
    Map<Integer, List<Integer>> byOther = new TreeMap<>();
    for (int row = 0; row < candidates.rows(); row++) {
      for (int k = 0; k < candidates.size(row); k++) {
        long address = candidates.candidate(row, k);
        List<Integer> rows =
            byOther.computeIfAbsent(Candidates.block(address), b -> new ArrayList<>());
        rows.add(row);
        rows.add(Candidates.row(address));
      }
    }
    return byOther.entrySet().stream()
        .map(e -> new CandidatePairs(block, e.getKey(), ints(e.getValue())))
        .toList();
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
