package org.lvmmed.jobs.pretrain.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.lvmmed.jobs.pretrain.settings.RunSpec;
import org.lvmmed.model.pretrain.LocalTrainer;

/**
 * The trainers of this JVM, one for each task that runs at a time, kept from round to round:
 * building a network costs seconds. Two tasks may share a JVM, so a trainer is lent to one of them
 * and overwritten whole when it starts.
 */
public final class TrainerSlots {

  private static final Map<String, Deque<LocalTrainer>> IDLE = new HashMap<>();

  private TrainerSlots() {}

  public static LocalTrainer borrow(RunSpec spec) {
    synchronized (IDLE) {
      closeOthers(spec.run());
      LocalTrainer idle = IDLE.computeIfAbsent(spec.run(), r -> new ArrayDeque<>()).poll();
      if (idle != null) {
        return idle;
      }
    }
    return create(spec);
  }

  public static void giveBack(RunSpec spec, LocalTrainer trainer) {
    synchronized (IDLE) {
      Deque<LocalTrainer> idle = IDLE.get(spec.run());
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
              boolean other = !e.getKey().equals(run);
              if (other) {
                e.getValue().forEach(LocalTrainer::close);
              }
              return other;
            });
  }

  private static LocalTrainer create(RunSpec spec) {
    return new LocalTrainer(spec.compute(), spec.encoder(), spec.newObjective());
  }
}
