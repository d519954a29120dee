package org.lvmmed.model.probe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Limited-memory BFGS for smooth convex functions (Liu and Nocedal, Mathematical Programming 45,
 * 1989): two-loop recursion over the last steps, backtracking until Armijo's condition holds.
 * Deterministic.
 *
 * @param memory how many steps the curvature is remembered for
 * @param iterations at most this many
 * @param tolerance ends when the gradient's largest component falls below it
 */
record Lbfgs(int memory, int iterations, double tolerance) {

  private static final double SUFFICIENT_DECREASE = 1e-4;
  private static final int HALVINGS = 40;

  /** A function with its gradient. */
  @FunctionalInterface
  interface Function {
    /**
     * @param gradient to be filled with the gradient at x
     * @return the value at x
     */
    double evaluate(double[] x, double[] gradient);
  }

  private record Step(double[] move, double[] gradientChange, double curvature) {}

  /** The minimum's place, sought from the given start, which is left as it is. */
  double[] minimise(Function function, double[] start) {
    double[] x = start.clone();
    double[] gradient = new double[x.length];
    double value = function.evaluate(x, gradient);
    Deque<Step> history = new ArrayDeque<>();
    for (int i = 0; i < iterations && largest(gradient) > tolerance; i++) {
      double[] direction = direction(gradient, history);
      double[] next = new double[x.length];
      double[] nextGradient = new double[x.length];
      double nextValue =
          search(function, x, value, direction, dot(gradient, direction), next, nextGradient);
      if (!(nextValue < value)) {
        break;
      }
      remember(history, minus(next, x), minus(nextGradient, gradient));
      x = next;
      gradient = nextGradient;
      value = nextValue;
    }
    return x;
  }

  private static double search(
      Function function,
      double[] x,
      double value,
      double[] direction,
      double slope,
      double[] next,
      double[] nextGradient) {
    double length = 1;
    for (int h = 0; h < HALVINGS; h++, length /= 2) {
      for (int d = 0; d < x.length; d++) {
        next[d] = x[d] + length * direction[d];
      }
      double nextValue = function.evaluate(next, nextGradient);
      if (nextValue <= value + SUFFICIENT_DECREASE * length * slope) {
        return nextValue;
      }
    }
    return value;
  }

  private double[] direction(double[] gradient, Deque<Step> history) {
    double[] q = gradient.clone();
    double[] alphas = new double[history.size()];
    int k = 0;
    for (Step step : history) {
      alphas[k] = dot(step.move, q) / step.curvature;
      add(q, -alphas[k++], step.gradientChange);
    }
    scale(q, initialScale(gradient, history));
    for (Iterator<Step> oldest = history.descendingIterator(); oldest.hasNext(); ) {
      Step step = oldest.next();
      add(q, alphas[--k] - dot(step.gradientChange, q) / step.curvature, step.move);
    }
    scale(q, -1);
    return q;
  }

  private static double initialScale(double[] gradient, Deque<Step> history) {
    Step newest = history.peekFirst();
    return newest == null
        ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient)))
        : newest.curvature / dot(newest.gradientChange, newest.gradientChange);
  }

  private void remember(Deque<Step> history, double[] move, double[] gradientChange) {
    double curvature = dot(move, gradientChange);
    if (curvature <= 0) {
      return;
    }
    history.addFirst(new Step(move, gradientChange, curvature));
    if (history.size() > memory) {
      history.removeLast();
    }
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += a[d] * b[d];
    }
    return sum;
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = a.clone();
    add(difference, -1, b);
    return difference;
  }

  private static void add(double[] to, double factor, double[] values) {
    for (int d = 0; d < to.length; d++) {
      to[d] += factor * values[d];
    }
  }

  private static void scale(double[] values, double factor) {
    for (int d = 0; d < values.length; d++) {
      values[d] *= factor;
    }
  }
}
