package org.lvmmed.jobs.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TilingTest {

  @Test
  void everyPairOfBlocksLiesInOneTileAndTileOfNamesIt() {
    for (int blocks = 1; blocks < 25; blocks++) {
      for (int tiles : new int[] {1, 3, 8, 100}) {
        Tiling tiling = Tiling.of(blocks, tiles);
        Set<BlockPairs.Pair> seen = new HashSet<>();
        for (int tile = 0; tile < tiling.tiles(); tile++) {
          for (BlockPairs.Pair pair : tiling.pairs(tile)) {
            assertThat(seen.add(pair)).isTrue();
            assertThat(tiling.tileOf(pair.second(), pair.first())).isEqualTo(tile);
          }
        }
        assertThat(seen).hasSize(blocks * (blocks + 1) / 2);
      }
    }
  }

  @Test
  void thereAreAtLeastAsManyTilesAsAskedForWherePairsAllow() {
    assertThat(Tiling.of(100, 64).tiles()).isGreaterThanOrEqualTo(64);
    assertThat(Tiling.of(3, 64).tiles()).isEqualTo(6);
  }

  @Test
  void theBestCandidatesStayWhateverTheOrderOfOffersAndMerges() {
    Random random = new Random(9);
    for (int trial = 0; trial < 200; trial++) {
      Candidates whole = new Candidates(1, 5);
      Candidates left = new Candidates(1, 5);
      Candidates right = new Candidates(1, 5);
      TreeSet<Long> all = new TreeSet<>();
      float[] similarities = new float[20];
      for (int i = 0; i < 20; i++) {
        similarities[i] = random.nextInt(4) / 4f;
        whole.offer(0, similarities[i], i);
        (random.nextBoolean() ? left : right).offer(0, similarities[i], i);
        all.add((long) i);
      }

      Set<Long> best = new HashSet<>();
      all.stream()
          .sorted(
              (a, b) ->
                  similarities[a.intValue()] == similarities[b.intValue()]
                      ? Long.compare(a, b)
                      : Float.compare(similarities[b.intValue()], similarities[a.intValue()]))
          .limit(5)
          .forEach(best::add);
      assertThat(kept(whole)).isEqualTo(best);
      assertThat(kept(right.merge(left))).isEqualTo(best);
    }
  }

  private static Set<Long> kept(Candidates candidates) {
    Set<Long> kept = new HashSet<>();
    for (int k = 0; k < candidates.size(0); k++) {
      kept.add(candidates.candidate(0, k));
    }
    return kept;
  }
}
