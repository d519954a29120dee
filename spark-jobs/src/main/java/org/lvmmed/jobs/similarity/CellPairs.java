package org.lvmmed.jobs.similarity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The pairs of blocks whose cells are near to each other, cut into tiles of equal numbers of pairs
 * give or take one.
 *
 * @param pairs ascending; the first block in the upper 32 bits, the second in the lower ones
 * @param tiles how many
 */
record CellPairs(long[] pairs, int tiles) implements BlockPairs {

  /**
   * @param near for each cell the cells that its images are compared with, itself among them
   * @param firstBlock of each cell, and last the number of blocks
   * @param tiles wanted, as far as there are pairs
   */
  static CellPairs of(int[][] near, int[] firstBlock, int tiles) {
    long[] pairs =
        IntStream.range(0, near.length)
            .boxed()
            .flatMapToLong(
                cell ->
                    IntStream.of(near[cell])
                        .boxed()
                        .flatMapToLong(other -> blocks(firstBlock, cell, other)))
            .sorted()
            .distinct()
            .toArray();
    return new CellPairs(pairs, Math.max(1, Math.min(tiles, pairs.length)));
  }

  private static LongStream blocks(int[] firstBlock, int cell, int other) {
    return IntStream.range(firstBlock[cell], firstBlock[cell + 1])
        .boxed()
        .flatMapToLong(
            block ->
                IntStream.range(firstBlock[other], firstBlock[other + 1])
                    .mapToLong(second -> key(block, second)));
  }

  private static long key(int block, int other) {
    return (long) Math.min(block, other) << 32 | Math.max(block, other);
  }

  @Override
  public List<Pair> pairs(int tile) {
    List<Pair> own = new ArrayList<>();
    for (int p = first(tile); p < first(tile + 1); p++) {
      own.add(new Pair((int) (pairs[p] >>> 32), (int) pairs[p]));
    }
    return own;
  }

  private int first(int tile) {
    return (int) ((long) tile * pairs.length / tiles);
  }

  @Override
  public int tileOf(int block, int other) {
    int at = Arrays.binarySearch(pairs, key(block, other));
    int tile = (int) ((long) at * tiles / pairs.length);
    return at < first(tile + 1) ? tile : tile + 1;
  }
}
