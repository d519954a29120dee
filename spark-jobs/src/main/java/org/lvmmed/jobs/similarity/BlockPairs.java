package org.lvmmed.jobs.similarity;

import java.io.Serializable;
import java.util.List;

/** Which blocks of images are compared with which, cut into tiles: a tile is a task. */
interface BlockPairs extends Serializable {

  /** A pair of blocks, the first not after the second. */
  record Pair(int first, int second) implements Serializable {}

  /** How many tiles there are; they are numbered from 0. */
  int tiles();

  /** The pairs of blocks of a tile, those with the same first block together. */
  List<Pair> pairs(int tile);

  /** The tile of a pair of blocks that are compared, whatever their order. */
  int tileOf(int block, int other);
}
