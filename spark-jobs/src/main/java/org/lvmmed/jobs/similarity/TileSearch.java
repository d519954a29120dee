package org.lvmmed.jobs.similarity;

import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.lvmmed.model.linalg.MatrixProduct;

/**
 * Compares every image of a tile's pairs of blocks with every other by the global descriptor; each
 * product serves both images.
 */
record TileSearch(BlockStore store, BlockPairs compared, SimilaritySettings settings)
    implements Serializable {

  /** Candidates found in a tile, by the block whose images they are candidates for. */
  Map<Integer, Candidates> search(int tile) throws IOException {
    Map<Integer, Candidates> found = new TreeMap<>();
    int held = -1;
    DescriptorBlock first = null;
    for (BlockPairs.Pair pair : compared.pairs(tile)) {
      if (first == null || held != pair.first()) {
        first = store.read(pair.first());
        held = pair.first();
      }
      DescriptorBlock second = pair.first() == pair.second() ? first : store.read(pair.second());
      compare(pair, first, second, found);
    }
    return found;
  }

  private void compare(
      BlockPairs.Pair pair,
      DescriptorBlock first,
      DescriptorBlock second,
      Map<Integer, Candidates> found) {
    if (first.size() == 0 || second.size() == 0) {
      return;
    }
    float[] products =
        MatrixProduct.timesTransposed(
            first.global(), first.size(), second.global(), second.size(), first.globalDimensions());
    Candidates ofFirst = candidates(found, pair.first(), first);
    Candidates ofSecond = candidates(found, pair.second(), second);
    boolean same = pair.first() == pair.second();
    for (int i = 0; i < first.size(); i++) {
      for (int j = same ? i + 1 : 0; j < second.size(); j++) {
        float similarity = products[i * second.size() + j];
        boolean wanted = ofFirst.wants(i, similarity) || ofSecond.wants(j, similarity);
        if (wanted && !excluded(first, i, second, j)) {
          ofFirst.offer(i, similarity, Candidates.address(pair.second(), j));
          ofSecond.offer(j, similarity, Candidates.address(pair.first(), i));
        }
      }
    }
  }

  private Candidates candidates(Map<Integer, Candidates> found, int number, DescriptorBlock block) {
    return found.computeIfAbsent(number, n -> new Candidates(block.size(), settings.candidates()));
  }

  private boolean excluded(DescriptorBlock first, int i, DescriptorBlock second, int j) {
    return settings.excludes(first.sameContent(i, second, j), first.sameSeries(i, second, j));
  }
}
