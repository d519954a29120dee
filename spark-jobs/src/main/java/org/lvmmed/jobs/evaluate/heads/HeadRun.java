package org.lvmmed.jobs.evaluate.heads;

import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.lvmmed.jobs.evaluate.samples.SampleKey;
import org.lvmmed.jobs.evaluate.samples.SampleRow;
import org.lvmmed.jobs.evaluate.samples.SampleSource;
import org.lvmmed.jobs.evaluate.unit.HeadUnit;
import org.lvmmed.jobs.evaluate.unit.Unit;
import org.lvmmed.jobs.evaluate.unit.UnitFailure;
import org.lvmmed.jobs.evaluate.unit.UnitFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Trains and tests heads on the executors, a task a unit; each leaves its outcome before the next
 * begins. A unit that fails, or whose executor is lost time and again, costs itself alone.
 */
record HeadRun(HeadRunner runner, UnitFiles outcomes, List<HeadUnit> units)
    implements Serializable {

  private static final Logger LOG = LoggerFactory.getLogger(HeadRun.class);
  private static final int MINUTE = 60;

  HeadRun {
    units = List.copyOf(units);
  }

  /** Does all units; gives the reasons of those that could not be done. */
  List<UnitFailure> run(SampleSource source) throws IOException {
    JavaFutureAction<List<UnitFailure>> job =
        source.rows(units).mapPartitionsWithIndex(this::attempt, true).collectAsync();
    Clock clock = new Clock();
    while (true) {
      try {
        return job.get(MINUTE, TimeUnit.SECONDS);
      } catch (TimeoutException stillAtIt) {
        tell(clock.seconds());
      } catch (InterruptedException e) {
        job.cancel(true);
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while heads were trained", e);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException("The training of heads failed", e.getCause());
      }
    }
  }

  private void tell(double seconds) throws IOException {
    int done = units.size() - outcomes.pending(units).size();
    String left =
        done == 0
            ? "the first is not done yet"
            : "about %.0f min left".formatted(seconds / done * (units.size() - done) / MINUTE);
    LOG.info("evaluate: {} of {} heads done, {}", done, units.size(), left);
  }

  private Iterator<UnitFailure> attempt(int number, Iterator<Tuple2<SampleKey, SampleRow>> rows)
      throws IOException {
    HeadUnit unit = units.get(number);
    if (outcomes.isDone(unit)) {
      return List.<UnitFailure>of().iterator();
    }
    int attempt = TaskContext.get().attemptNumber();
    if (attempt >= mostAttempts()) {
      return failed(unit, "its executor was lost " + attempt + " times");
    }
    try {
      LOG.info("evaluate: {}", HeadTasks.describe(unit.task()));
      outcomes.write(unit, runner.run(unit, new Rows(rows)));
      return List.<UnitFailure>of().iterator();
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.warn("evaluate: a unit failed", e);
      return failed(unit, String.valueOf(e.getMessage()));
    }
  }

  private static Iterator<UnitFailure> failed(Unit unit, String reason) {
    return List.of(UnitFailure.of(unit, reason)).iterator();
  }

  /** One less than Spark grants before it gives the whole job up. */
  private static int mostAttempts() {
    return Math.max(1, SparkEnv.get().conf().getInt("spark.task.maxFailures", 4) - 1);
  }

  /** The values of pairs. */
  private record Rows(Iterator<Tuple2<SampleKey, SampleRow>> pairs) implements Iterator<SampleRow> {

    @Override
    public boolean hasNext() {
      return pairs.hasNext();
    }

    @Override
    public SampleRow next() {
      return pairs.next()._2();
    }
  }
}
