package org.lvmmed.model.matching;

/**
 * The costs of a {@link MatchingProblem}: negated affinities, both directions of an undirected
 * source edge folded into one row. Target nodes are relabelled at random, so that no tie is broken
 * by the order of the nodes: where node i's truth is node i, that order is the answer. Scratch of
 * one thread, reloaded for each problem.
 */
final class ProductCosts implements PairCosts {
  private final Adjacency source = new Adjacency();
  private final Adjacency target = new Adjacency();
  private final SplitMix random = new SplitMix(0);
  private int n;
  private double[] linear = new double[0];

  /** The problem's name of each target node here, and the reverse. */
  private int[] outer = new int[0];

  private int[] inner = new int[0];
  private int[] identity = new int[0];

  /** Row of the folded matrix that belongs to a directed source edge. */
  private int[] rowOf = new int[0];

  /** folded[row·|target|+f]: source pair (i&lt;j) laid on target edge f, i at its start. */
  private double[] folded = new double[0];

  /** Takes over a problem's graphs and affinities. */
  void load(MatchingProblem problem, long seed) {
    n = problem.n();
    ensureCapacity(problem);
    relabel(seed);
    source.load("source", n, problem.sourceFrom(), problem.sourceTo(), identity);
    target.load("target", n, problem.targetFrom(), problem.targetTo(), inner);
    nameRows();
    readVertices(problem, Noise.ZERO);
    readEdges(problem, Noise.ZERO);
  }

  /** Reads the affinities of the loaded problem again, with noise. */
  void perturb(MatchingProblem problem, Noise vertexNoise, Noise edgeNoise) {
    readVertices(problem, vertexNoise);
    if (!edgeNoise.isZero()) {
      readEdges(problem, edgeNoise);
    }
  }

  private void ensureCapacity(MatchingProblem problem) {
    if (outer.length < n) {
      outer = new int[n];
      inner = new int[n];
      identity = new int[n];
    }
    if (linear.length < n * n) {
      linear = new double[n * n];
    }
    int edges = problem.sourceFrom().length;
    if (rowOf.length < edges) {
      rowOf = new int[edges];
    }
    int cells = (edges + 1) / 2 * problem.targetFrom().length;
    if (folded.length < cells) {
      folded = new double[cells];
    }
  }

  private void relabel(long seed) {
    random.seed(seed);
    for (int a = 0; a < n; a++) {
      identity[a] = a;
      int k = random.below(a + 1);
      outer[a] = outer[k];
      outer[k] = a;
    }
    for (int a = 0; a < n; a++) {
      inner[outer[a]] = a;
    }
  }

  private void nameRows() {
    int row = 0;
    for (int e = 0; e < source.edges(); e++) {
      if (source.reverse[e] > e) {
        rowOf[e] = row;
        rowOf[source.reverse[e]] = row++;
      }
    }
  }

  private void readVertices(MatchingProblem problem, Noise noise) {
    double[] vertex = problem.vertex();
    boolean clean = noise.isZero();
    double check = 0;
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < n; a++) {
        int k = i * n + a;
        double affinity = clean ? vertex[k] : vertex[k] + noise.at(k);
        check += 0 * affinity;
        linear[i * n + inner[a]] = -affinity;
      }
    }
    if (check != 0) {
      throw notFinite("vertex", vertex, n * n, n);
    }
  }

  private void readEdges(MatchingProblem problem, Noise noise) {
    double check = 0;
    for (int e = 0; e < source.edges(); e++) {
      if (source.reverse[e] > e) {
        check += readRow(problem, noise, e);
      }
    }
    if (check != 0) {
      throw notFinite("edge", problem.edge(), problem.edge().length, target.edges());
    }
  }

  private double readRow(MatchingProblem problem, Noise noise, int e) {
    double[] edge = problem.edge();
    double weight = -problem.edgeWeight();
    boolean clean = noise.isZero();
    int width = target.edges();
    int base = rowOf[e] * width;
    int forward = source.original[e] * width;
    int backward = source.original[source.reverse[e]] * width;
    double check = 0;
    for (int f = 0; f < width; f++) {
      int there = forward + target.original[f];
      int back = backward + target.original[target.reverse[f]];
      double sum = edge[there] + edge[back];
      if (!clean) {
        sum += noise.at(there) + noise.at(back);
      }
      folded[base + f] = weight * sum;
      check += 0 * sum;
    }
    return check;
  }

  private static IllegalArgumentException notFinite(
      String kind, double[] values, int length, int width) {
    for (int k = 0; k < length; k++) {
      if (!Double.isFinite(values[k])) {
        return new IllegalArgumentException(
            String.format(
                "Invalid %s affinity [%d, %d]: %s (affinities are finite; have the features"
                    + " diverged?)",
                kind, k / width, k % width, values[k]));
      }
    }
    return new IllegalArgumentException("Invalid " + kind + " affinities: their sums overflow");
  }

  /** Adds to the affinity of each true pair (i, i). */
  void raiseTruth(double amount) {
    for (int i = 0; i < n; i++) {
      linear[i * n + inner[i]] -= amount;
    }
  }

  /**
   * How much the affinity of each true pair must be raised at most until the truth is the one
   * optimum: per node, the most that it and its edges could gain elsewhere.
   */
  double truthBound() {
    double bound = 0;
    for (int i = 0; i < n; i++) {
      bound = Math.max(bound, vertexGain(i) + edgeGain(i));
    }
    return bound;
  }

  private double vertexGain(int i) {
    double least = Double.POSITIVE_INFINITY;
    for (int a = 0; a < n; a++) {
      least = Math.min(least, linear[i * n + a]);
    }
    return linear[i * n + inner[i]] - least;
  }

  private double edgeGain(int i) {
    double gain = 0;
    for (int e = source.start[i]; e < source.start[i + 1]; e++) {
      int j = source.to[e];
      double least = 0;
      int base = rowOf[e] * target.edges();
      for (int f = 0; f < target.edges(); f++) {
        least = Math.min(least, folded[base + f]);
      }
      gain += pair(i, inner[i], j, inner[j]) - least;
    }
    return gain;
  }

  /** The affinity of an assignment in this object's labels. */
  double affinity(int[] columns) {
    double cost = 0;
    for (int i = 0; i < n; i++) {
      cost += linear[i * n + columns[i]];
      for (int e = source.start[i]; e < source.start[i + 1]; e++) {
        int j = source.to[e];
        if (j > i) {
          cost += pair(i, columns[i], j, columns[j]);
        }
      }
    }
    return -cost;
  }

  /** Translates an assignment into the problem's labels. */
  void toOuter(int[] columns, int[] permutation) {
    for (int i = 0; i < n; i++) {
      permutation[i] = outer[columns[i]];
    }
  }

  /** Translates a permutation of the problem into this object's labels. */
  void toInner(int[] permutation, int[] columns) {
    for (int i = 0; i < n; i++) {
      columns[i] = inner[permutation[i]];
    }
  }

  /**
   * The target edge on which an assignment lays each directed source edge, both numbered as in the
   * problem; −1 for none.
   */
  void targetEdges(int[] columns, int[] matched) {
    for (int i = 0; i < n; i++) {
      for (int e = source.start[i]; e < source.start[i + 1]; e++) {
        int f = target.find(columns[i], columns[source.to[e]]);
        matched[source.original[e]] = f < 0 ? -1 : target.original[f];
      }
    }
  }

  @Override
  public int rows() {
    return n;
  }

  @Override
  public int cols() {
    return n;
  }

  @Override
  public boolean optional() {
    return false;
  }

  @Override
  public int[] starts() {
    return source.start;
  }

  @Override
  public int[] neighbours() {
    return source.to;
  }

  @Override
  public double[] linear() {
    return linear;
  }

  @Override
  public void addPartners(int row, int col, double factor, double[] sums) {
    int width = target.edges();
    int first = target.start[col];
    int end = target.start[col + 1];
    for (int e = source.start[row]; e < source.start[row + 1]; e++) {
      int base = rowOf[e] * width;
      int out = source.to[e] * n;
      if (source.reverse[e] > e) {
        for (int f = first; f < end; f++) {
          sums[out + target.to[f]] += factor * folded[base + f];
        }
      } else {
        for (int f = first; f < end; f++) {
          sums[out + target.to[f]] += factor * folded[base + target.reverse[f]];
        }
      }
    }
  }

  @Override
  public void addAll(double factor, double[] sums) {
    for (int i = 0; i < n; i++) {
      for (int e = source.start[i]; e < source.start[i + 1]; e++) {
        if (source.reverse[e] > e) {
          addRow(i, source.to[e], rowOf[e] * target.edges(), factor, sums);
        }
      }
    }
  }

  /** One pass over a folded row: target edge (a, b) is a partner of (i, a) and of (j, b). */
  private void addRow(int i, int j, int base, double factor, double[] sums) {
    for (int a = 0; a < n; a++) {
      double sum = 0;
      for (int f = target.start[a]; f < target.start[a + 1]; f++) {
        double cost = factor * folded[base + f];
        sum += cost;
        sums[j * n + target.to[f]] += cost;
      }
      sums[i * n + a] += sum;
    }
  }

  @Override
  public double pair(int row, int col, int otherRow, int otherCol) {
    int e = source.find(row, otherRow);
    int f = e < 0 ? -1 : target.find(col, otherCol);
    if (f < 0) {
      return 0;
    }
    int oriented = source.reverse[e] > e ? f : target.reverse[f];
    return folded[rowOf[e] * target.edges() + oriented];
  }
}
