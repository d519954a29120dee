package org.lvmmed.model.matching;

import java.util.Arrays;

/**
 * Directed edges of one graph over n nodes, sorted by the node they leave, each with its reverse.
 * Scratch of one thread: reused for one graph after the other.
 */
final class Adjacency {
  /** Edges that leave node i are start[i] … start[i+1]−1. */
  int[] start = new int[1];

  int[] to = new int[0];

  /** Position of the reverse edge. */
  int[] reverse = new int[0];

  /** Position in the caller's arrays. */
  int[] original = new int[0];

  private int nodes;
  private int edges;
  private int[] position = new int[0];

  int edges() {
    return edges;
  }

  /** The edge from i to j, or −1. */
  int find(int i, int j) {
    return position[i * nodes + j];
  }

  /**
   * Takes over a graph.
   *
   * @param names node numbers to use in place of the caller's
   */
  void load(String graph, int n, int[] from, int[] target, int[] names) {
    nodes = n;
    edges = from.length;
    ensureCapacity();
    sort(graph, from, target, names);
    requireReverses(graph, from, target);
  }

  private void requireReverses(String graph, int[] from, int[] target) {
    for (int i = 0; i < nodes; i++) {
      for (int e = start[i]; e < start[i + 1]; e++) {
        reverse[e] = find(to[e], i);
        if (reverse[e] < 0) {
          throw new IllegalArgumentException(
              String.format(
                  "Invalid %s graph: edge %d → %d has no reverse (list both directions)",
                  graph, from[original[e]], target[original[e]]));
        }
      }
    }
  }

  private void ensureCapacity() {
    if (start.length <= nodes) {
      start = new int[nodes + 1];
      position = new int[nodes * nodes];
    }
    if (to.length < edges) {
      to = new int[edges];
      reverse = new int[edges];
      original = new int[edges];
    }
    Arrays.fill(start, 0, nodes + 1, 0);
    Arrays.fill(position, 0, nodes * nodes, -1);
  }

  private void sort(String graph, int[] from, int[] target, int[] names) {
    for (int e = 0; e < edges; e++) {
      check(graph, from[e], target[e]);
      start[names[from[e]] + 1]++;
    }
    for (int i = 0; i < nodes; i++) {
      start[i + 1] += start[i];
    }
    for (int e = 0; e < edges; e++) {
      if (!place(e, names[from[e]], names[target[e]])) {
        throw new IllegalArgumentException(
            String.format(
                "Invalid %s graph: edge %d → %d is listed twice", graph, from[e], target[e]));
      }
    }
    System.arraycopy(start, 0, start, 1, nodes);
    start[0] = 0;
  }

  private boolean place(int edge, int from, int target) {
    if (position[from * nodes + target] >= 0) {
      return false;
    }
    int slot = start[from]++;
    position[from * nodes + target] = slot;
    to[slot] = target;
    original[slot] = edge;
    return true;
  }

  private void check(String graph, int from, int target) {
    if (from < 0 || from >= nodes || target < 0 || target >= nodes || from == target) {
      throw new IllegalArgumentException(
          String.format(
              "Invalid %s graph: edge %d → %d (two different nodes below %d)",
              graph, from, target, nodes));
    }
  }
}
