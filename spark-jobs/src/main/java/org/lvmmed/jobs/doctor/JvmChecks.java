package org.lvmmed.jobs.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lvmmed.jobs.doctor.Finding.Level;
import org.lvmmed.model.network.EngineCheck;
import org.lvmmed.model.network.card.Card;

/** Judges what a JVM says of itself. */
final class JvmChecks {

  private static final int JAVA = 17;

  private final JvmFacts facts;
  private final Expectations expected;
  private final String where;
  private final List<Finding> findings = new ArrayList<>();

  private JvmChecks(JvmFacts facts, Expectations expected) {
    this.facts = facts;
    this.expected = expected;
    this.where = facts.executor().equals("driver") ? "driver" : "executor " + facts.executor();
  }

  static List<Finding> of(JvmFacts facts, Expectations expected) {
    JvmChecks checks = new JvmChecks(facts, expected);
    checks.java();
    checks.natives();
    checks.threads();
    checks.hugePages();
    checks.heap();
    checks.nativeMemory();
    checks.container();
    checks.gpu();
    checks.card();
    checks.files();
    return checks.findings;
  }

  private void add(Level level, String format, Object... values) {
    findings.add(new Finding(level, where, String.format(Locale.ROOT, format, values)));
  }

  private void java() {
    if (facts.java() >= JAVA) {
      add(Level.OK, "Java %d", facts.java());
    } else {
      add(
          Level.FAIL,
          "Java %d; %d or newer is needed: set JAVA_HOME (executors:"
              + " spark.executorEnv.JAVA_HOME)",
          facts.java(),
          JAVA);
    }
  }

  /** The engine that is set must be there; that another one is not is only good to know. */
  private void natives() {
    EngineCheck engine = facts.engine();
    Level accelerated = engine.accelerated() ? Level.OK : Level.WARN;
    add(engine.loaded() ? accelerated : Level.FAIL, "%s", engine.message());
    for (EngineCheck other : facts.others()) {
      add(Level.OK, "not in use: %s", other.message());
    }
  }

  private void threads() {
    int wanted = Math.max(1, expected.tasks()) * Math.max(1, facts.engine().threads());
    if (facts.engine().threads() > 1) {
      add(
          Level.WARN,
          "%d native threads a task: the last bits of a run depend on it; set OMP_NUM_THREADS=1"
              + " (executors: spark.executorEnv.OMP_NUM_THREADS)",
          facts.engine().threads());
    }
    if (wanted > facts.processors()) {
      add(
          Level.WARN,
          "%d tasks of %d threads on %d processors: lower spark.executor.cores or OMP_NUM_THREADS",
          Math.max(1, expected.tasks()),
          facts.engine().threads(),
          facts.processors());
    } else {
      add(Level.OK, "%d computing threads on %d processors", wanted, facts.processors());
    }
  }

  private void hugePages() {
    add(facts.hugePages().level(), "%s", facts.hugePages().message());
  }

  private void heap() {
    String memory = where.equals("driver") ? "spark.driver.memory" : "spark.executor.memory";
    if (facts.heap() < expected.heap()) {
      add(
          Level.FAIL,
          "heap %s; pretraining needs about %s: raise %s, or lower pretrain.cache-size",
          gigabytes(facts.heap()),
          gigabytes(expected.heap()),
          memory);
    } else {
      add(
          Level.OK,
          "heap %s, of which pretraining needs about %s",
          gigabytes(facts.heap()),
          gigabytes(expected.heap()));
    }
  }

  private void nativeMemory() {
    if (facts.nativeBound() == 0) {
      add(
          Level.WARN,
          "native memory has no bound: set -Dorg.bytedeco.javacpp.maxbytes in"
              + " spark.driver.defaultJavaOptions and spark.executor.defaultJavaOptions");
    } else if (facts.nativeBound() < expected.nativeArrays()) {
      add(
          Level.FAIL,
          "native memory is bounded at %s; pretraining needs about %s: raise"
              + " -Dorg.bytedeco.javacpp.maxbytes, or lower pretrain.batch-per-worker",
          gigabytes(facts.nativeBound()),
          gigabytes(expected.nativeArrays()));
    } else {
      add(
          Level.OK,
          "native memory up to %s, of which pretraining needs about %s",
          gigabytes(facts.nativeBound()),
          gigabytes(expected.nativeArrays()));
    }
    if (facts.processBound() > 0 && facts.processBound() < facts.heap() + facts.nativeBound()) {
      add(
          Level.WARN,
          "the process may grow to %s (org.bytedeco.javacpp.maxphysicalbytes), less than heap and"
              + " native memory together, %s: raise it to that",
          gigabytes(facts.processBound()),
          gigabytes(facts.heap() + facts.nativeBound()));
    }
  }

  private void container() {
    // Only ND4J keeps to the bound of native arrays.
    long natives = Math.max(facts.nativeBound(), expected.nativeArrays());
    long needed = facts.heap() + natives;
    boolean enforced = expected.container() > 0;
    long given = enforced ? expected.container() : facts.machine();
    String giver = enforced ? "the container (" + expected.setting() + ")" : "the machine";
    if (needed > given) {
      add(
          enforced ? Level.FAIL : Level.WARN,
          "heap and native memory together may take %s, and %s has %s: %s",
          gigabytes(needed),
          giver,
          gigabytes(given),
          enforced ? "it would be killed; raise the overhead" : "lower one of them");
    } else {
      add(
          Level.OK,
          "heap and native memory, %s, fit into %s, %s",
          gigabytes(needed),
          giver,
          gigabytes(given));
    }
  }

  private void gpu() {
    if (!expected.gpu()) {
      return;
    }
    if (facts.gpus().isEmpty()) {
      add(
          Level.FAIL,
          "no GPU address for the task: check spark.executor.resource.gpu.discoveryScript on the"
              + " node");
    } else {
      add(Level.OK, "a task has GPU %s", facts.gpus());
    }
  }

  private void card() {
    Card card = facts.card();
    if (card == null || expected.card() == 0) {
      return;
    }
    if (card.memory() < expected.card()) {
      add(
          Level.WARN,
          "card %d has %s; pretraining needs about %s: lower pretrain.batch-per-worker, or set"
              + " encoder.precision = bfloat16",
          card.index(),
          gigabytes(card.memory()),
          gigabytes(expected.card()));
    } else {
      add(
          Level.OK,
          "card %d has %s, of which pretraining needs about %s",
          card.index(),
          gigabytes(card.memory()),
          gigabytes(expected.card()));
    }
  }

  private void files() {
    if (facts.files().isEmpty()) {
      add(Level.OK, "writes, reads and deletes files in --work");
    } else {
      add(
          Level.FAIL,
          "cannot use the work folder (%s): check that --work names a file system that every node"
              + " reaches, and its permissions",
          facts.files());
    }
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
  }
}
