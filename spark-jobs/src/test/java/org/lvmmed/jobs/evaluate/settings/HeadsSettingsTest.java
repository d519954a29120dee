package org.lvmmed.jobs.evaluate.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lvmmed.jobs.task.Task;
import org.lvmmed.jobs.task.Tasks;

class HeadsSettingsTest {

  private static final HeadRecipe RECIPE = new HeadRecipe(128, 1e-3, 5e-4, 0, 300, 8, 30, 5);

  @Test
  void aTransferNamesOneTrainingSetAndItsTests() {
    Transfer transfer = Transfer.parse(" site A > site B, site C ");

    assertThat(transfer).isEqualTo(new Transfer("site A", List.of("site B", "site C")));
    assertThat(new HeadsSettings(1, 9, Map.of(), List.of(transfer)).othersOf("site A"))
        .containsExactly("site B", "site C");
    assertThat(Transfer.title("a", "b")).isEqualTo("a>b");
    assertThat(Transfer.title("a", "a")).isEqualTo("a");
  }

  @Test
  void aTransferThatIsNoneIsRefused() {
    for (String text : List.of("a", "a >", "> b", "a > b > c", "a > b,,c")) {
      assertThatThrownBy(() -> Transfer.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Invalid evaluate.transfer: '" + text + "'");
    }
  }

  @Test
  void aDescriptorOverridesHowAHeadIsTrainedInSteps() throws IOException {
    Task kvasir =
        Tasks.ofClassPath(getClass().getClassLoader()).of("Kvasir-SEG", "Kvasir-SEG").get(0);

    HeadRecipe overridden = RECIPE.overriddenBy(kvasir, 250);

    assertThat(overridden.inputSize()).isEqualTo(256);
    assertThat(overridden.steps())
        .as("50 epochs of 16 batches of 16, the last of them short")
        .isEqualTo(50 * 16);
    assertThat(overridden.clipNorm()).isEqualTo(1);
    assertThat(overridden.patience()).isEqualTo(RECIPE.patience());
  }

  @Test
  void anInputThatCannotBeHalvedFiveTimesIsRefused() {
    assertThatThrownBy(() -> new HeadRecipe(100, 1e-3, 5e-4, 0, 300, 8, 30, 5))
        .hasMessageStartingWith("Invalid input-size of a head: 100 (a multiple of 32");
  }

  @Test
  void aProtocolWithoutARecipeIsRefused() {
    HeadsSettings none = new HeadsSettings(1, 9, Map.of(), List.of());

    assertThatThrownBy(() -> none.recipe(Protocol.DETECTION))
        .hasMessage("Invalid evaluate: no recipe for detection");
  }
}
