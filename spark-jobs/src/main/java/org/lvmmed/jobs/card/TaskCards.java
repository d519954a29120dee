package org.lvmmed.jobs.card;

import java.util.OptionalInt;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.EngineException;

/**
 * The card of a task: the one that Spark assigned to it (resource {@code gpu}). Two tasks on one
 * card would fill its memory and halve each other's speed, so that never happens by accident.
 */
public final class TaskCards {

  private static final String RESOURCE = "gpu";
  private static final CardHolders HOLDERS = new CardHolders();

  private TaskCards() {}

  /**
   * What computes the networks of the task that asks. Outside tasks, and where no card is used,
   * that is what was wanted.
   *
   * @throws EngineException where the task has no card of its own
   */
  public static Compute of(Compute wanted) {
    TaskContext task = TaskContext.get();
    if (task == null) {
      return wanted;
    }
    Compute assigned = wanted.onCard(assigned(task).orElse(0));
    return assigned.usesCard() ? wanted.onCard(hold(task)) : wanted;
  }

  private static int hold(TaskContext task) {
    OptionalInt assigned = assigned(task);
    if (assigned.isEmpty() && !isLocal()) {
      throw new EngineException(
          "The task was assigned no card, and others could take the same: set"
              + " spark.executor.resource.gpu.amount, spark.executor.resource.gpu.discoveryScript"
              + " and spark.task.resource.gpu.amount = 1 (conf/env/yarn-gpu.conf), or"
              + " encoder.device = cpu");
    }
    return hold(task, assigned);
  }

  /**
   * The card's number, which belongs to the task until its end. On one machine, where Spark assigns
   * none, tasks take turns on the first.
   */
  static int hold(TaskContext task, OptionalInt assigned) {
    int card = assigned.orElse(0);
    long id = task.taskAttemptId();
    if (assigned.isEmpty()) {
      await(card, id);
    } else if (!HOLDERS.take(card, id)) {
      throw new EngineException(
          "Card %d is in use by another task of this executor: set spark.task.resource.gpu.amount = 1, so that each task has its own"
              .formatted(card));
    }
    task.addTaskCompletionListener((TaskCompletionListener) ended -> HOLDERS.free(card, id));
    return card;
  }

  private static void await(int card, long task) {
    try {
      HOLDERS.await(card, task);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a card", e);
    }
  }

  private static boolean isLocal() {
    return "driver".equals(SparkEnv.get().executorId());
  }

  private static OptionalInt assigned(TaskContext task) {
    if (!task.resources().contains(RESOURCE)) {
      return OptionalInt.empty();
    }
    String address = task.resources().apply(RESOURCE).addresses()[0];
    try {
      return OptionalInt.of(Integer.parseInt(address.strip()));
    } catch (NumberFormatException e) {
      throw new EngineException(
          "Spark assigned the card \"%s\", and a number was expected: use deploy/gpu/discover as spark.executor.resource.gpu.discoveryScript"
              .formatted(address),
          e);
    }
  }
}
