package org.lvmmed.jobs.task;

import com.typesafe.config.ConfigException.Parse;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.catalog.Descriptors;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.jobs.config.ConfigReader;
import org.lvmmed.jobs.evaluate.settings.Protocol;
import org.lvmmed.jobs.task.Task.Head;
import org.lvmmed.jobs.task.Task.Optimiser;
import org.lvmmed.jobs.task.Task.Paper;
import org.lvmmed.jobs.task.Task.Split;
import org.lvmmed.jobs.task.Task.SplitRule;
import org.lvmmed.jobs.task.Task.Training;

/** The task descriptors, in the order of the paper's table. */
public record Tasks(List<Task> all) {
  private static final String ON_CLASS_PATH = "conf/tasks";
  private static final String NONE = "none";

  public Tasks {
    all = all.stream().sorted(Comparator.comparingInt(Task::number)).toList();
  }

  /**
   * The descriptors of a folder.
   *
   * @throws ConfigException naming what is wrong with the first that cannot be used
   */
  public static Tasks read(Path folder) throws IOException {
    return of(Descriptors.read(folder));
  }

  /** The descriptors that travel with the program. */
  public static Tasks ofClassPath(ClassLoader loader) throws IOException {
    return of(Descriptors.ofClassPath(loader, ON_CLASS_PATH));
  }

  /** The tasks of the dataset that bears one of these names. */
  public List<Task> of(String folder, String name) {
    return all.stream()
        .filter(t -> t.dataset().equals(folder) || t.dataset().equals(name))
        .toList();
  }

  private static Tasks of(Map<String, String> texts) {
    List<Task> tasks = new ArrayList<>();
    texts.forEach((name, text) -> tasks.add(parse(name, text)));
    return new Tasks(tasks);
  }

  private static Task parse(String name, String text) {
    ConfigReader in = open(name, text);
    Task task =
        new Task(
            name,
            in.integer("number", 1, 1000),
            in.text("title"),
            in.text("dataset"),
            in.text("modality"),
            in.choice("protocol", Protocol.class),
            in.text("metric"),
            in.integer("input-size", 16, 4096),
            in.integer("trials", 1, 1000),
            in.choice("head", Head.class),
            new Split(in.choice("split.rule", SplitRule.class), in.text("split.note")),
            training(in),
            paper(in));
    in.finish();
    return task;
  }

  private static ConfigReader open(String name, String text) {
    ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription("task " + name);
    try {
      return new ConfigReader(ConfigFactory.parseString(text, options).resolve());
    } catch (Parse e) {
      throw new ConfigException("Invalid task " + name + ": it is not HOCON: " + e.getMessage());
    }
  }

  private static Training training(ConfigReader in) {
    return new Training(
        in.choice("training.optimiser", Optimiser.class),
        in.number("training.learning-rate", 1e-9, 10),
        in.integer("training.epochs", 1, 100_000),
        in.integer("training.batch", 1, 100_000),
        in.number("training.clip-norm", 0, 1e9));
  }

  private static Paper paper(ConfigReader in) {
    return new Paper(
        figure(in, "paper.random-resnet50"),
        figure(in, "paper.imagenet-resnet50"),
        figure(in, "paper.best-other"),
        in.text("paper.best-other-name"),
        figure(in, "paper.lvm-med-resnet50"),
        figure(in, "paper.lvm-med-vit-b16"),
        in.text("paper.note"));
  }

  private static @Nullable Double figure(ConfigReader in, String key) {
    return in.text(key).equals(NONE) ? null : Double.valueOf(in.number(key, 0, 100));
  }
}
