package org.lvmmed.jobs.similarity;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares every block with every other, and cuts the unordered pairs into square tiles, a tile a
 * task: tasks that share few blocks merge more of their findings before these cross the network.
 *
 * @param blocks how many blocks
 * @param side blocks along a side of a tile
 */
record Tiling(int blocks, int side) implements BlockPairs {

  /** The coarsest tiling with at least so many tiles, if there are so many pairs. */
  static Tiling of(int blocks, int tiles) {
    int strips = (int) Math.ceil(Math.sqrt(2.0 * tiles));
    return new Tiling(blocks, Math.max(1, blocks / strips));
  }

  private int strips() {
    return (blocks + side - 1) / side;
  }

  @Override
  public int tiles() {
    return strips() * (strips() + 1) / 2;
  }

  @Override
  public int tileOf(int block, int other) {
    int row = Math.min(block, other) / side;
    int column = Math.max(block, other) / side;
    return column * (column + 1) / 2 + row;
  }

  @Override
  public List<Pair> pairs(int tile) {
    int column = (int) ((Math.sqrt(8.0 * tile + 1) - 1) / 2);
    int row = tile - column * (column + 1) / 2;
    List<Pair> pairs = new ArrayList<>();
    for (int i = row * side; i < Math.min(blocks, (row + 1) * side); i++) {
      for (int j = Math.max(i, column * side); j < Math.min(blocks, (column + 1) * side); j++) {
        pairs.add(new Pair(i, j));
      }
    }
    return pairs;
  }
}
