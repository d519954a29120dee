package org.lvmmed.jobs.pretrain.plan;

/**
 * The nodes of one graph. No image is in a graph twice: a copy beside its original would make two
 * matchings right.
 *
 * @param images image numbers
 * @param copies for each node 0, or which over-sampled copy of its image it is, from 1
 */
record PlannedGraph(int[] images, int[] copies) {

  int size() {
    return images.length;
  }
}
