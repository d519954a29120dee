package org.lvmmed.tests.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Engine;
import org.lvmmed.model.network.EngineCheck;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.NetworkGraph;

/**
 * An engine whose cards are made up: its networks are torch's on the processor. It writes down
 * which card each task opened, and holds the first tasks until two executors have come.
 */
public final class MadeUpCards implements Engine {

  static final String NAME = "made-up-cards";

  /** Variable of the environment: the folder of the notes. */
  static final String NOTES = "LVMMED_TEST_NOTES";

  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

  /**
   * What a task opened.
   *
   * @param assigned the address that Spark gave to the task
   * @param opened the card of its network
   */
  record Note(String executor, String assigned, String opened) {

    static List<Note> in(Path folder) throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        return files.map(file -> of(file.getFileName().toString().split(" "))).toList();
      }
    }

    private static Note of(String[] words) {
      return new Note(words[0], words[1], words[2]);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean usesCard(Compute compute) {
    return true;
  }

  @Override
  public EngineCheck check(Compute compute) {
    return new EngineCheck(NAME, true, true, 1, "made-up cards");
  }

  @Override
  public Network open(NetworkGraph graph, Compute compute) {
    Path folder = Path.of(Objects.requireNonNull(System.getenv(NOTES), NOTES));
    try {
      write(folder, compute.card());
      awaitTwoExecutors(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return Compute.cpu("torch").open(graph);
  }

  /** One empty file a task, the note its name: no reader sees half of one. */
  private static void write(Path folder, int card) throws IOException {
    TaskContext task = TaskContext.get();
    String note =
        "%s %s %d %d"
            .formatted(
                SparkEnv.get().executorId(),
                task.resources().apply("gpu").addresses()[0],
                card,
                task.taskAttemptId());
    Files.createFile(folder.resolve(note));
  }

  private static void awaitTwoExecutors(Path folder) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (Note.in(folder).stream().map(Note::executor).distinct().count() < 2) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("No task on a second executor");
      }
      Thread.sleep(50);
    }
  }
}
