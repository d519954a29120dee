package org.lvmmed.jobs.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lvmmed.jobs.similarity.BlockPairs.Pair;

class CellPairsTest {

  /** Cell 0 has two blocks, cell 1 one, cell 2 none, cell 3 two; 0 and 3 are near, 1 to 0 only. */
  private static final int[][] NEAR = {{0, 3}, {1, 0}, {2, 1}, {3, 0}};

  private static final int[] FIRST_BLOCK = {0, 2, 3, 3, 5};

  @Test
  void everyPairOfBlocksOfNearCellsLiesInOneTileAndTileOfNamesIt() {
    for (int tiles = 1; tiles < 20; tiles++) {
      CellPairs pairs = CellPairs.of(NEAR, FIRST_BLOCK, tiles);
      Set<Pair> seen = new HashSet<>();
      for (int tile = 0; tile < pairs.tiles(); tile++) {
        for (Pair pair : pairs.pairs(tile)) {
          assertThat(seen.add(pair)).isTrue();
          assertThat(pairs.tileOf(pair.second(), pair.first())).isEqualTo(tile);
        }
      }
      assertThat(seen)
          .containsExactlyInAnyOrder(
              new Pair(0, 0),
              new Pair(0, 1),
              new Pair(1, 1),
              new Pair(2, 2),
              new Pair(3, 3),
              new Pair(3, 4),
              new Pair(4, 4),
              new Pair(0, 3),
              new Pair(0, 4),
              new Pair(1, 3),
              new Pair(1, 4),
              new Pair(0, 2),
              new Pair(1, 2));
    }
  }
}
