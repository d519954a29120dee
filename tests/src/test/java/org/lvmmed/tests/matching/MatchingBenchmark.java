package org.lvmmed.tests.matching;

import java.util.concurrent.TimeUnit;
import org.lvmmed.model.matching.Budget;
import org.lvmmed.model.matching.LinearAssignment;
import org.lvmmed.model.matching.Matching;
import org.lvmmed.model.matching.MatchingProblem;
import org.lvmmed.model.matching.MatchingSolver;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One start of the solver, preparation included, on generated look-alikes; and c_v alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class MatchingBenchmark {

  @Param({"16", "32", "64", "128", "256", "512"})
  public int nodes;

  @Param("1.0")
  public double sigma;

  private final MatchingSolver solver = new MatchingSolver();
  private final LinearAssignment assignment = new LinearAssignment();
  private MatchingProblem[] problems = new MatchingProblem[0];
  private double[] cost = new double[0];
  private int next;

  @Setup
  public void draw() {
    problems = new MatchingProblem[nodes > 128 ? 1 : 4];
    for (int k = 0; k < problems.length; k++) {
      problems[k] = LookAlike.draw(nodes, sigma, k);
    }
    cost = problems[0].vertex().clone();
    for (int k = 0; k < cost.length; k++) {
      cost[k] = -cost[k];
    }
  }

  @Benchmark
  public Matching quadratic() {
    next++;
    return solver.solve(problems[next % problems.length], Budget.ofStarts(1), next, null);
  }

  @Benchmark
  public int[] linear() {
    return assignment.solve(cost, nodes);
  }
}
