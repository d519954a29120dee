package org.lvmmed.jobs.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.jobs.evaluate.settings.HeadRecipe;
import org.lvmmed.jobs.evaluate.settings.Protocol;
import org.lvmmed.jobs.task.Task.Head;

class TasksTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("lvmmed.root", "..")).resolve("conf/tasks");

  private static Tasks tasks;

  @BeforeAll
  static void read() throws IOException {
    tasks = Tasks.read(FOLDER);
  }

  @Test
  void all15DescriptorsParseInTheOrderOfThePaper() {
    assertThat(tasks.all())
        .extracting(Task::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 15).boxed().toList());
  }

  @Test
  void headAndMetricFollowFromTheProtocol() {
    for (Task task : tasks.all()) {
      Head head =
          switch (task.protocol()) {
            case KNN, LINEAR, HIDDEN, FINETUNE -> Head.LINEAR;
            case SEGMENTATION -> Head.U_NET;
            case DETECTION -> Head.ONE_STAGE;
          };
      assertThat(task.head()).isEqualTo(head);
      List<String> metrics =
          switch (task.protocol()) {
            case KNN, LINEAR, HIDDEN, FINETUNE -> List.of("accuracy");
            case SEGMENTATION -> List.of("dice", "iou");
            case DETECTION -> List.of("ap50");
          };
      assertThat(metrics).contains(task.metric());
    }
  }

  @Test
  void thePapersFiguresAreThereOrEmpty() {
    Task isic = tasks.of("ISIC-2018", "").get(0);
    assertThat(isic.paper().randomResnet50()).isEqualTo(86.16);
    assertThat(isic.paper().bestOther()).isEqualTo(87.28);
    assertThat(isic.paper().bestOtherName()).isEqualTo("SimCLR");
    assertThat(tasks.of("VinDr", "").get(0).paper().lvmMedResnet50()).isNull();
  }

  @Test
  void aDatasetHasItsTasksByFolderOrByName() {
    assertThat(tasks.of("folder", "FGADR"))
        .extracting(Task::protocol)
        .containsExactly(Protocol.LINEAR, Protocol.FINETUNE);
    assertThat(tasks.of("folder", "name")).isEmpty();
  }

  @Test
  void aDescriptorOverridesHowAHeadIsTrainedInSteps() {
    Task kvasir = tasks.of("Kvasir-SEG", "Kvasir-SEG").get(0);
    HeadRecipe recipe = new HeadRecipe(128, 1e-3, 5e-4, 0, 300, 8, 30, 5);

    HeadRecipe overridden = kvasir.overriding(recipe, 250);

    assertThat(overridden.inputSize()).isEqualTo(256);
    assertThat(overridden.steps())
        .as("50 epochs of 16 batches of 16, the last of them short")
        .isEqualTo(50 * 16);
    assertThat(overridden.clipNorm()).isEqualTo(1);
    assertThat(overridden.patience()).isEqualTo(recipe.patience());
  }

  @Test
  void tasksTravelOnTheClassPath() throws IOException {
    assertThat(Tasks.ofClassPath(Tasks.class.getClassLoader())).isEqualTo(tasks);
  }

  @Test
  void aBrokenDescriptorIsNamedWithEveryProblem(@TempDir Path folder) throws IOException {
    String text = Files.readString(FOLDER.resolve("jsrt.conf"));
    Files.writeString(
        folder.resolve("mine.conf"),
        text.replace("input-size = 256", "input-size = 4").replace("trials", "trails"));
    assertThatThrownBy(() -> Tasks.read(folder))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("input-size: 4 is not within 16")
        .hasMessageContaining("trails: unknown key; did you mean trials?")
        .hasMessageContaining("task mine");
  }
}
