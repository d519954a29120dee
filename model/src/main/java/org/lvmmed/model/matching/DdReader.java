package org.lvmmed.model.matching;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.StringTokenizer;

/**
 * Reads matching problems in the text form "dd": {@code p rows cols assignments edges} first, then
 * {@code a id row col cost} and {@code e id id cost}. Lines {@code c …} are comments; {@code i0,
 * i1, n0, n1} (coordinates and neighbours, of no matter to the cost) are skipped. Ids are 0 …
 * assignments−1 in any order; an edge may come before its assignments.
 */
public final class DdReader {
  private static final int MOST_ENTRIES = 1 << 26;

  private final String name;
  private int lineNumber;
  private int rows;
  private int cols;
  private int[] row = new int[0];
  private int[] col = new int[0];
  private double[] cost = new double[0];
  private int[] first = new int[0];
  private int[] second = new int[0];
  private double[] pairCost = new double[0];
  private int assignments;
  private int expectedAssignments = -1;
  private int edges;
  private int expectedEdges;

  private DdReader(String name) {
    this.name = name;
  }

  /**
   * Reads one problem.
   *
   * @param name of the source, for messages
   * @param in read to its end, not closed
   * @throws MalformedProblemException if a line, or the whole, breaks a rule: the message names
   *     source, line, value and rule
   */
  public static SparseProblem read(String name, Reader in) throws IOException {
    return new DdReader(name).readAll(new BufferedReader(in));
  }

  private SparseProblem readAll(BufferedReader in) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      lineNumber++;
      StringTokenizer words = new StringTokenizer(line);
      if (words.hasMoreTokens()) {
        readLine(words.nextToken(), words, line);
      }
    }
    requireComplete();
    try {
      return new SparseProblem(rows, cols, row, col, cost, first, second, pairCost);
    } catch (IllegalArgumentException e) {
      throw new MalformedProblemException(name + ": " + e.getMessage());
    }
  }

  private void readLine(String kind, StringTokenizer words, String line)
      throws MalformedProblemException {
    if (kind.startsWith("c")) {
      return;
    }
    switch (kind) {
      case "p" -> readSizes(words);
      case "a" -> readAssignment(words);
      case "e" -> readEdge(words);
      case "i0", "i1", "n0", "n1" -> {
        return;
      }
      default -> throw malformed("line type", kind, "c, p, a, e, i0, i1, n0 or n1");
    }
    if (words.hasMoreTokens()) {
      throw malformed("line", line, "nothing after the last number");
    }
  }

  private void readSizes(StringTokenizer words) throws MalformedProblemException {
    if (expectedAssignments >= 0) {
      throw malformed("line type", "p", "once in a file");
    }
    rows = integer(words, "rows", 1, SparseProblem.MOST_CELLS);
    cols = integer(words, "columns", 1, SparseProblem.MOST_CELLS / rows);
    expectedAssignments = integer(words, "assignments", 0, rows * cols);
    expectedEdges = integer(words, "edges", 0, MOST_ENTRIES);
    row = new int[expectedAssignments];
    col = new int[expectedAssignments];
    cost = new double[expectedAssignments];
    Arrays.fill(row, -1);
    // A header may promise what the file does not hold: memory follows what was read.
    int capacity = Math.min(expectedEdges, 1 << 16);
    first = new int[capacity];
    second = new int[capacity];
    pairCost = new double[capacity];
  }

  private void readAssignment(StringTokenizer words) throws MalformedProblemException {
    requireSizes("a");
    int id = integer(words, "assignment id", 0, expectedAssignments - 1);
    if (row[id] >= 0) {
      throw malformed("assignment id", Integer.toString(id), "listed once");
    }
    row[id] = integer(words, "row", 0, rows - 1);
    col[id] = integer(words, "column", 0, cols - 1);
    cost[id] = number(words, "cost");
    assignments++;
  }

  private void readEdge(StringTokenizer words) throws MalformedProblemException {
    requireSizes("e");
    if (edges == expectedEdges) {
      throw malformed("edge", Integer.toString(edges + 1), expectedEdges + " by the p line");
    }
    if (edges == first.length) {
      int capacity = (int) Math.min(expectedEdges, 2L * edges);
      first = Arrays.copyOf(first, capacity);
      second = Arrays.copyOf(second, capacity);
      pairCost = Arrays.copyOf(pairCost, capacity);
    }
    first[edges] = integer(words, "first assignment id", 0, expectedAssignments - 1);
    second[edges] = integer(words, "second assignment id", 0, expectedAssignments - 1);
    pairCost[edges++] = number(words, "cost");
  }

  private void requireSizes(String kind) throws MalformedProblemException {
    if (expectedAssignments < 0) {
      throw malformed("line type", kind, "after the p line");
    }
  }

  private void requireComplete() throws MalformedProblemException {
    if (expectedAssignments < 0) {
      throw malformed("end", "no p line", "p rows columns assignments edges");
    }
    if (assignments != expectedAssignments) {
      throw malformed(
          "number of a lines",
          Integer.toString(assignments),
          expectedAssignments + " by the p line");
    }
    if (edges != expectedEdges) {
      throw malformed(
          "number of e lines", Integer.toString(edges), expectedEdges + " by the p line");
    }
  }

  private int integer(StringTokenizer words, String what, int least, int most)
      throws MalformedProblemException {
    String word = word(words, what);
    try {
      int value = Integer.parseInt(word);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw malformed(what, word, "an integer");
    }
    throw malformed(what, word, least + " … " + most);
  }

  private double number(StringTokenizer words, String what) throws MalformedProblemException {
    String word = word(words, what);
    try {
      double value = Double.parseDouble(word);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw malformed(what, word, "a number");
    }
    throw malformed(what, word, "a finite number");
  }

  private String word(StringTokenizer words, String what) throws MalformedProblemException {
    if (!words.hasMoreTokens()) {
      throw malformed(what, "nothing", "a number");
    }
    return words.nextToken();
  }

  private MalformedProblemException malformed(String what, String value, String rule) {
    String shown = value.length() > 80 ? value.substring(0, 80) + "…" : value;
    return new MalformedProblemException(
        "%s, line %d: invalid %s '%s' (%s)".formatted(name, lineNumber, what, shown, rule));
  }
}
