package org.lvmmed.model.matching;

import java.util.Arrays;

/**
 * The costs of a {@link SparseProblem}. For each cell and each row that shares pairs with the
 * cell's row, the partners in that row are a short list: the cost of one pair is found by a scan of
 * a list, all partners of a cell by a walk over adjacent ones. Scratch of one thread, reloaded for
 * each problem.
 */
final class SparseCosts implements PairCosts {
  private static final int MOST_LISTS = 1 << 27;

  private int rows;
  private int cols;
  private double[] linear = new double[0];
  private int[] starts = new int[1];
  private int[] neighbours = new int[0];

  /** slotOf[i·rows+j]: where row j stands among all neighbours, as one of row i; −1 for none. */
  private int[] slotOf = new int[0];

  /** Partners of cell (i, a) in the row of slot k are list[k·cols+a] … list[k·cols+a+1]−1. */
  private int[] list = new int[1];

  private int[] partner = new int[0];
  private double[] cost = new double[0];

  /** Takes over a problem. */
  void load(SparseProblem problem) {
    rows = problem.rows();
    cols = problem.cols();
    readAssignments(problem);
    readNeighbours(problem);
    ensureLists(problem);
    countPartners(problem);
    placePartners(problem);
  }

  private void readAssignments(SparseProblem problem) {
    int cells = rows * cols;
    if (linear.length < cells) {
      linear = new double[cells];
    }
    Arrays.fill(linear, 0, cells, Double.POSITIVE_INFINITY);
    for (int k = 0; k < problem.row().length; k++) {
      linear[problem.row()[k] * cols + problem.col()[k]] = problem.cost()[k];
    }
  }

  private void readNeighbours(SparseProblem problem) {
    if (starts.length <= rows) {
      starts = new int[rows + 1];
      slotOf = new int[rows * rows];
    }
    Arrays.fill(slotOf, 0, rows * rows, -1);
    for (int e = 0; e < problem.first().length; e++) {
      if (compatible(problem, e)) {
        int i = problem.row()[problem.first()[e]];
        int j = problem.row()[problem.second()[e]];
        slotOf[i * rows + j] = 0;
        slotOf[j * rows + i] = 0;
      }
    }
    numberSlots();
  }

  /** Two assignments of one row, or of one column, are never made together. */
  private static boolean compatible(SparseProblem problem, int e) {
    int k = problem.first()[e];
    int l = problem.second()[e];
    return problem.row()[k] != problem.row()[l] && problem.col()[k] != problem.col()[l];
  }

  private void numberSlots() {
    int slots = 0;
    for (int k = 0; k < rows * rows; k++) {
      slots += slotOf[k] + 1;
    }
    if (neighbours.length < slots) {
      neighbours = new int[slots];
    }
    int next = 0;
    for (int i = 0; i < rows; i++) {
      starts[i] = next;
      for (int j = 0; j < rows; j++) {
        if (slotOf[i * rows + j] >= 0) {
          slotOf[i * rows + j] = next;
          neighbours[next++] = j;
        }
      }
    }
    starts[rows] = next;
  }

  private void ensureLists(SparseProblem problem) {
    long lists = (long) starts[rows] * cols;
    if (lists >= MOST_LISTS || problem.first().length > MOST_LISTS) {
      throw new IllegalArgumentException(
          "Invalid matching problem: %d pairs of rows × %d columns (together below %d)"
              .formatted(starts[rows], cols, MOST_LISTS));
    }
    if (list.length <= lists) {
      list = new int[(int) lists + 1];
    }
    Arrays.fill(list, 0, (int) lists + 1, 0);
    if (partner.length < 2 * problem.first().length) {
      partner = new int[2 * problem.first().length];
      cost = new double[2 * problem.first().length];
    }
  }

  private void countPartners(SparseProblem problem) {
    for (int e = 0; e < problem.first().length; e++) {
      if (compatible(problem, e)) {
        list[listOf(problem, problem.first()[e], problem.second()[e]) + 1]++;
        list[listOf(problem, problem.second()[e], problem.first()[e]) + 1]++;
      }
    }
    for (int k = 0; k < starts[rows] * cols; k++) {
      list[k + 1] += list[k];
    }
  }

  private int listOf(SparseProblem problem, int from, int to) {
    int slot = slotOf[problem.row()[from] * rows + problem.row()[to]];
    return slot * cols + problem.col()[from];
  }

  /** Fills each list from its start, which moves to its end: the start of the next. */
  private void placePartners(SparseProblem problem) {
    for (int e = 0; e < problem.first().length; e++) {
      if (compatible(problem, e)) {
        place(problem, problem.first()[e], problem.second()[e], problem.pairCost()[e]);
        place(problem, problem.second()[e], problem.first()[e], problem.pairCost()[e]);
      }
    }
    int lists = starts[rows] * cols;
    System.arraycopy(list, 0, list, 1, lists);
    list[0] = 0;
  }

  private void place(SparseProblem problem, int from, int to, double pairCost) {
    int slot = list[listOf(problem, from, to)]++;
    partner[slot] = problem.col()[to];
    cost[slot] = pairCost;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int cols() {
    return cols;
  }

  @Override
  public boolean optional() {
    return true;
  }

  @Override
  public int[] starts() {
    return starts;
  }

  @Override
  public int[] neighbours() {
    return neighbours;
  }

  @Override
  public double[] linear() {
    return linear;
  }

  @Override
  public void addPartners(int row, int col, double factor, double[] target) {
    for (int k = starts[row]; k < starts[row + 1]; k++) {
      int out = neighbours[k] * cols;
      int end = list[k * cols + col + 1];
      for (int p = list[k * cols + col]; p < end; p++) {
        target[out + partner[p]] += factor * cost[p];
      }
    }
  }

  @Override
  public void addAll(double factor, double[] target) {
    for (int i = 0; i < rows; i++) {
      for (int k = starts[i]; k < starts[i + 1]; k++) {
        for (int a = 0; a < cols; a++) {
          double sum = 0;
          for (int p = list[k * cols + a]; p < list[k * cols + a + 1]; p++) {
            sum += cost[p];
          }
          target[i * cols + a] += factor * sum;
        }
      }
    }
  }

  @Override
  public double pair(int row, int col, int otherRow, int otherCol) {
    int slot = slotOf[row * rows + otherRow];
    if (slot < 0) {
      return 0;
    }
    double sum = 0;
    int end = list[slot * cols + col + 1];
    for (int p = list[slot * cols + col]; p < end; p++) {
      sum += partner[p] == otherCol ? cost[p] : 0;
    }
    return sum;
  }
}
