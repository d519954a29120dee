package org.lvmmed.model.matching;

import java.util.Arrays;

/**
 * The best mix of two assignments. Where x and y differ, their union falls apart into cycles and
 * paths that share no row and no column, and x may be replaced by y on any set of them: the result
 * is always an assignment. Which set is best is a quadratic problem in one bit per component:
 * solved exactly for few components, by one-bit descent from both parents for more. The result
 * costs no more than either parent. O(rows · degree) pairs are looked up. Scratch of one thread.
 */
final class CycleCrossover {
  private static final int EXACT = 10;

  private PairCosts costs = new ProductCosts();
  private int[] x = new int[0];
  private int[] y = new int[0];

  /** Component of each row where the parents differ, −1 elsewhere. */
  private int[] component = new int[0];

  private int components;
  private int[] rowOfX = new int[0];
  private int[] rowOfY = new int[0];
  private int[] stack = new int[0];

  /** gain[c]: change of cost when component c alone turns to y; joint[c·m+d]: beyond both. */
  private double[] gain = new double[0];

  private double[] joint = new double[0];
  private double[] current = new double[0];
  private boolean[] taken = new boolean[0];
  private boolean[] best = new boolean[0];
  private double bestChange;

  /**
   * Mixes y into x.
   *
   * @param x one parent; becomes the result
   * @param y the other parent
   * @return whether x changed
   */
  boolean improve(PairCosts problem, int[] x, int[] y) {
    costs = problem;
    this.x = x;
    this.y = y;
    ensureCapacity();
    findComponents();
    if (components == 0) {
      return false;
    }
    weigh();
    bestChange = 0;
    Arrays.fill(best, 0, components, false);
    if (components <= EXACT) {
      enumerate();
    } else {
      descendFrom(false);
      descendFrom(true);
    }
    return adopt();
  }

  private void ensureCapacity() {
    int rows = costs.rows();
    if (component.length < rows) {
      component = new int[rows];
      stack = new int[rows];
      gain = new double[rows];
      current = new double[rows];
      taken = new boolean[rows];
      best = new boolean[rows];
    }
    if (rowOfX.length < costs.cols()) {
      rowOfX = new int[costs.cols()];
      rowOfY = new int[costs.cols()];
    }
  }

  private void findComponents() {
    int rows = costs.rows();
    Arrays.fill(rowOfX, 0, costs.cols(), -1);
    Arrays.fill(rowOfY, 0, costs.cols(), -1);
    for (int i = 0; i < rows; i++) {
      component[i] = -1;
      if (x[i] >= 0) {
        rowOfX[x[i]] = i;
      }
      if (y[i] >= 0) {
        rowOfY[y[i]] = i;
      }
    }
    components = 0;
    for (int i = 0; i < rows; i++) {
      if (x[i] != y[i] && component[i] < 0) {
        spread(i, components++);
      }
    }
  }

  private void spread(int root, int number) {
    int height = 0;
    component[root] = number;
    stack[height++] = root;
    while (height > 0) {
      int i = stack[--height];
      height = push(y[i] < 0 ? -1 : rowOfX[y[i]], number, height);
      height = push(x[i] < 0 ? -1 : rowOfY[x[i]], number, height);
    }
  }

  private int push(int row, int number, int height) {
    if (row < 0 || component[row] >= 0) {
      return height;
    }
    component[row] = number;
    stack[height] = row;
    return height + 1;
  }

  private void weigh() {
    int m = components;
    if (joint.length < m * m) {
      joint = new double[m * m];
    }
    Arrays.fill(joint, 0, m * m, 0);
    Arrays.fill(gain, 0, m, 0);
    int[] starts = costs.starts();
    int[] neighbours = costs.neighbours();
    for (int i = 0; i < costs.rows(); i++) {
      int c = component[i];
      if (c >= 0) {
        gain[c] += linear(i, y[i]) - linear(i, x[i]);
        for (int k = starts[i]; k < starts[i + 1]; k++) {
          weighPair(i, c, neighbours[k]);
        }
      }
    }
  }

  private double linear(int row, int col) {
    return col < 0 ? 0 : costs.linear()[row * costs.cols() + col];
  }

  private double pair(int i, int a, int j, int b) {
    return a < 0 || b < 0 ? 0 : costs.pair(i, a, j, b);
  }

  private void weighPair(int i, int c, int j) {
    int d = component[j];
    if (d < 0) {
      gain[c] += pair(i, y[i], j, x[j]) - pair(i, x[i], j, x[j]);
    } else if (j > i) {
      double none = pair(i, x[i], j, x[j]);
      double both = pair(i, y[i], j, y[j]);
      if (c == d) {
        gain[c] += both - none;
      } else {
        double left = pair(i, y[i], j, x[j]);
        double right = pair(i, x[i], j, y[j]);
        gain[c] += left - none;
        gain[d] += right - none;
        joint[c * components + d] += both - left - right + none;
        joint[d * components + c] += both - left - right + none;
      }
    }
  }

  /** All sets in the order of Gray codes: each differs from the one before in one component. */
  private void enumerate() {
    startFrom(false);
    double change = 0;
    for (int code = 1; code < 1 << components; code++) {
      change += turn(Integer.numberOfTrailingZeros(code));
      consider(change);
    }
  }

  private void descendFrom(boolean parentY) {
    double change = startFrom(parentY);
    consider(change);
    // Bounded, for rounding errors may turn one component for ever.
    for (int step = 0; step < 4 * components; step++) {
      int least = 0;
      for (int c = 1; c < components; c++) {
        if (turning(c) < turning(least)) {
          least = c;
        }
      }
      if (turning(least) >= 0) {
        return;
      }
      change += turn(least);
      consider(change);
    }
  }

  /** Takes all components or none; current[c] is what taking c adds, given the others. */
  private double startFrom(boolean parentY) {
    Arrays.fill(taken, 0, components, parentY);
    double change = 0;
    for (int c = 0; c < components; c++) {
      current[c] = gain[c];
      if (parentY) {
        double shared = 0;
        for (int d = 0; d < components; d++) {
          shared += joint[c * components + d];
        }
        current[c] += shared;
        change += gain[c] + shared / 2;
      }
    }
    return change;
  }

  private double turning(int c) {
    return taken[c] ? -current[c] : current[c];
  }

  private double turn(int c) {
    double change = turning(c);
    taken[c] = !taken[c];
    double sign = taken[c] ? 1 : -1;
    for (int d = 0; d < components; d++) {
      current[d] += sign * joint[c * components + d];
    }
    return change;
  }

  private void consider(double change) {
    if (change < bestChange) {
      bestChange = change;
      System.arraycopy(taken, 0, best, 0, components);
    }
  }

  private boolean adopt() {
    boolean changed = false;
    for (int i = 0; i < costs.rows(); i++) {
      if (component[i] >= 0 && best[component[i]]) {
        x[i] = y[i];
        changed = true;
      }
    }
    return changed;
  }
}
