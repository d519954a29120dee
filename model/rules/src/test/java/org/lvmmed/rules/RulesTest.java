package org.lvmmed.rules;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RulesTest {

  @Test
  void everyBrokenRuleIsALineWithKeyValueAndRange() {
    Rules rules =
        Rules.of("a")
            .within("whole", 6, 1, 5)
            .within("many", 0, 1, Integer.MAX_VALUE)
            .within("share", 1.5, 0, 1)
            .within("width", -1.0, 0, Double.MAX_VALUE)
            .above("rate", 0, 0, 1)
            .above("scale", Double.POSITIVE_INFINITY, 0, Double.MAX_VALUE)
            .that(false, "word", "x", "y or z");

    assertThatThrownBy(rules::check)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            Invalid a.whole: 6 (1 to 5)
            Invalid a.many: 0 (1 or more)
            Invalid a.share: 1.5 (0 to 1)
            Invalid a.width: -1.0 (0 or more)
            Invalid a.rate: 0.0 (above 0, at most 1)
            Invalid a.scale: Infinity (above 0)
            Invalid a.word: x (y or z)""");
  }

  @Test
  void noNumberIsWithinAnyRange() {
    assertThatThrownBy(() -> Rules.ofAnySection().within("x", Double.NaN, 0, 1).check())
        .hasMessage("Invalid x: NaN (0 to 1)");
    assertThatThrownBy(() -> Rules.ofAnySection().above("x", Double.NaN, 0, 1).check())
        .hasMessage("Invalid x: NaN (above 0, at most 1)");
  }

  @Test
  void whatKeepsTheRulesPasses() {
    assertThatCode(
            () ->
                Rules.of("a")
                    .within("whole", 5, 1, 5)
                    .within("share", 0.0, 0, 1)
                    .above("rate", 1, 0, 1)
                    .that(true, "word", "y", "y or z")
                    .check())
        .doesNotThrowAnyException();
  }
}
