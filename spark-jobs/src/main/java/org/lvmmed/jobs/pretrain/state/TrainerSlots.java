package org.lvmmed.jobs.pretrain.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.lvmmed.jobs.card.TaskCards;
import org.lvmmed.jobs.pretrain.settings.RunSpec;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.pretrain.LocalTrainer;

/**
 * The trainers of this JVM, one for each task that runs at a time, kept from round to round:
 * building a network costs seconds. Two tasks may share a JVM, so a trainer is lent to one of them
 * and overwritten whole when it starts.
 */
public final class TrainerSlots {

  private static final Map<Slot, Deque<LocalTrainer>> IDLE = new HashMap<>();

  private TrainerSlots() {}

  /** Trainers of a run that lie on one card, or on none. */
  private record Slot(String run, int card) {
    Slot(RunSpec spec, Compute compute) {
      this(spec.run(), compute.card());
    }
  }

  public static LocalTrainer borrow(RunSpec spec) {
    Compute compute = TaskCards.of(spec.compute());
    Slot slot = new Slot(spec, compute);
    synchronized (IDLE) {
      closeOthers(spec.run());
      LocalTrainer idle = IDLE.computeIfAbsent(slot, s -> new ArrayDeque<>()).poll();
      if (idle != null) {
        return idle;
      }
    }
    return new LocalTrainer(compute, spec.encoder(), spec.newObjective());
  }

  public static void giveBack(RunSpec spec, LocalTrainer trainer) {
    Slot slot = new Slot(spec, TaskCards.of(spec.compute()));
    synchronized (IDLE) {
      Deque<LocalTrainer> idle = IDLE.get(slot);
      if (idle != null) {
        idle.push(trainer);
        return;
      }
    }
    trainer.close();
  }

  /** Frees this JVM's trainers once a run is over: on one machine other jobs follow in it. */
  public static void closeAll() {
    synchronized (IDLE) {
      closeOthers("");
    }
  }

  private static void closeOthers(String run) {
    IDLE.entrySet()
        .removeIf(
            e -> {
              boolean other = !e.getKey().run().equals(run);
              if (other) {
                e.getValue().forEach(LocalTrainer::close);
              }
              return other;
            });
  }
}
