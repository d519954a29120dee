package org.lvmmed.model.objective.matching;

/**
 * The edges of two graphs without their reverses. An edge and its reverse have opposite differences
 * ẑ_i − ẑ_j, so one cosine of two undirected edges gives those of four pairs of directed ones.
 */
final class UndirectedEdges {

  private final NeighbourGraph source;
  private final NeighbourGraph target;
  private final int[] sourceNumber;
  private final int[] targetNumber;

  UndirectedEdges(GraphViews graph) {
    source = graph.sourceGraph();
    target = graph.targetGraph();
    sourceNumber = numbers(source);
    targetNumber = numbers(target);
  }

  /** Of each directed edge, the number of its undirected one. */
  private static int[] numbers(NeighbourGraph graph) {
    int n = graph.nodes();
    int[] first = new int[n * n];
    int[] number = new int[graph.edges()];
    int next = 0;
    for (int e = 0; e < number.length; e++) {
      int i = graph.from()[e];
      int j = graph.to()[e];
      number[e] = i < j ? next++ : first[j * n + i];
      first[i * n + j] = number[e];
    }
    return number;
  }

  /** Lower and higher node of each undirected edge of the first graph, one after the other. */
  int[] sourceEnds() {
    return ends(source);
  }

  int[] targetEnds() {
    return ends(target);
  }

  private static int[] ends(NeighbourGraph graph) {
    int[] ends = new int[graph.edges()];
    int next = 0;
    for (int e = 0; e < graph.edges(); e++) {
      if (forward(graph, e)) {
        ends[next++] = graph.from()[e];
        ends[next++] = graph.to()[e];
      }
    }
    return ends;
  }

  private static boolean forward(NeighbourGraph graph, int edge) {
    return graph.from()[edge] < graph.to()[edge];
  }

  private int sign(int e, int f) {
    return forward(source, e) == forward(target, f) ? 1 : -1;
  }

  /**
   * @param cosines of undirected edges, |E^s|/2 × |E^t|/2
   * @return of directed ones, |E^s| × |E^t|
   */
  double[] directed(double[] cosines) {
    int columns = targetNumber.length;
    double[] all = new double[sourceNumber.length * columns];
    for (int e = 0; e < sourceNumber.length; e++) {
      int row = sourceNumber[e] * (columns / 2);
      for (int f = 0; f < columns; f++) {
        all[e * columns + f] = sign(e, f) * cosines[row + targetNumber[f]];
      }
    }
    return all;
  }

  /**
   * @param gradient with respect to the cosines of directed edges
   * @return with respect to those of undirected ones
   */
  double[] undirected(double[] gradient) {
    int columns = targetNumber.length;
    double[] sums = new double[sourceNumber.length / 2 * (columns / 2)];
    for (int e = 0; e < sourceNumber.length; e++) {
      int row = sourceNumber[e] * (columns / 2);
      for (int f = 0; f < columns; f++) {
        sums[row + targetNumber[f]] += sign(e, f) * gradient[e * columns + f];
      }
    }
    return sums;
  }
}
