package org.lvmmed.jobs.evaluate.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadsSettingsTest {

  @Test
  void aTransferNamesOneTrainingSetAndItsTests() {
    Transfer transfer = Transfer.parse(" site A > site B, site C ");

    assertThat(transfer).isEqualTo(new Transfer("site A", List.of("site B", "site C")));
    assertThat(new HeadsSettings(Map.of(), List.of(transfer)).othersOf("site A"))
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
  void anInputThatCannotBeHalvedFiveTimesIsRefused() {
    assertThatThrownBy(() -> new HeadRecipe(100, 1e-3, 5e-4, 0, 300, 8, 30, 5))
        .hasMessage("Invalid input-size: 100 (32 to 2048 in steps of 32)");
  }

  @Test
  void aProtocolWithoutARecipeIsRefused() {
    HeadsSettings none = new HeadsSettings(Map.of(), List.of());

    assertThatThrownBy(() -> none.recipe(Protocol.DETECTION))
        .hasMessage("Invalid evaluate: no recipe for detection");
  }
}
