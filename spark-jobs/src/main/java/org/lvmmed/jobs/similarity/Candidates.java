package org.lvmmed.jobs.similarity;

import java.io.Serializable;

/**
 * For each image of a block the best candidates met so far, at most {@code capacity} of them: a
 * heap a row whose root is the worst. The order is total (similarity, then address), so that
 * neither the order of offers nor that of merges matters.
 */
final class Candidates implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int capacity;
  private final int[] sizes;
  private final float[] similarities;
  private final long[] addresses;

  Candidates(int rows, int capacity) {
    this.capacity = capacity;
    this.sizes = new int[rows];
    this.similarities = new float[rows * capacity];
    this.addresses = new long[rows * capacity];
  }

  /** Where an image lies: its block and its row there. */
  static long address(int block, int row) {
    return (long) block << 32 | row;
  }

  static int block(long address) {
    return (int) (address >>> 32);
  }

  static int row(long address) {
    return (int) address;
  }

  int rows() {
    return sizes.length;
  }

  /** How many candidates a row has. */
  int size(int row) {
    return sizes[row];
  }

  /** Address of one of a row's candidates, which are in no particular order. */
  long candidate(int row, int number) {
    return addresses[row * capacity + number];
  }

  /** Whether an offer of this similarity may be accepted. */
  boolean wants(int row, float similarity) {
    return sizes[row] < capacity || similarity >= similarities[row * capacity];
  }

  void offer(int row, float similarity, long address) {
    int root = row * capacity;
    if (sizes[row] < capacity) {
      rise(root, sizes[row]++, similarity, address);
    } else if (worse(root, similarity, address)) {
      sink(root, similarity, address);
    }
  }

  /** Takes over the other's candidates, of the same images. */
  Candidates merge(Candidates other) {
    for (int row = 0; row < sizes.length; row++) {
      for (int k = 0; k < other.sizes[row]; k++) {
        int at = row * capacity + k;
        offer(row, other.similarities[at], other.addresses[at]);
      }
    }
    return this;
  }

  private void rise(int root, int place, float similarity, long address) {
    int at = place;
    while (at > 0 && !worse(root + (at - 1) / 2, similarity, address)) {
      copy(root + (at - 1) / 2, root + at);
      at = (at - 1) / 2;
    }
    set(root + at, similarity, address);
  }

  private void sink(int root, float similarity, long address) {
    int at = 0;
    for (int child = 1; child < capacity; child = 2 * at + 1) {
      int other = child + 1;
      if (other < capacity
          && worse(root + other, similarities[root + child], addresses[root + child])) {
        child = other;
      }
      if (!worse(root + child, similarity, address)) {
        break;
      }
      copy(root + child, root + at);
      at = child;
    }
    set(root + at, similarity, address);
  }

  /** Whether the entry at the index is worse than the one given. */
  private boolean worse(int index, float similarity, long address) {
    return similarities[index] < similarity
        || (similarities[index] == similarity && addresses[index] > address);
  }

  private void copy(int from, int to) {
    set(to, similarities[from], addresses[from]);
  }

  private void set(int index, float similarity, long address) {
    similarities[index] = similarity;
    addresses[index] = address;
  }
}
