package org.lvmmed.model.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DdReaderTest {

  private static SparseProblem read(String text) throws IOException {
    return DdReader.read("x.dd", new StringReader(text));
  }

  @Test
  void idsMayComeInAnyOrderAndCommentsAnywhere() throws IOException {
    SparseProblem problem =
        read("c first\np 2 3 2 1\na 1 0 2 -1.5\nc more\n\na 0 1 0 2e-1\ne 1 0 -3\ni0 0 1.5 2\n");
    assertThat(problem.rows()).isEqualTo(2);
    assertThat(problem.cols()).isEqualTo(3);
    assertThat(problem.row()).containsExactly(1, 0);
    assertThat(problem.col()).containsExactly(0, 2);
    assertThat(problem.cost()).containsExactly(0.2, -1.5);
    assertThat(problem.first()).containsExactly(1);
    assertThat(problem.second()).containsExactly(0);
    assertThat(problem.pairCost()).containsExactly(-3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a 0 0 0 1 | line 1: invalid line type 'a' (after the p line)",
        "p 0 2 1 0 | line 1: invalid rows '0' (1 … 4194304)",
        "p 2000000000 2000000000 0 0 | line 1: invalid rows '2000000000'",
        "p 3000 3000 0 0 | line 1: invalid columns '3000' (1 … 1398)",
        "p 2 2 5 0 | line 1: invalid assignments '5' (0 … 4)",
        "p 2 2 1 | line 1: invalid edges 'nothing' (a number)",
        "p 2 2 1 0;a 1 0 0 1 | line 2: invalid assignment id '1' (0 … 0)",
        "p 2 2 1 0;a 0 2 0 1 | line 2: invalid row '2' (0 … 1)",
        "p 2 2 1 0;a 0 0 -1 1 | line 2: invalid column '-1' (0 … 1)",
        "p 2 2 1 0;a 0 0 0 NaN | line 2: invalid cost 'NaN' (a finite number)",
        "p 2 2 1 0;a 0 0 0 x | line 2: invalid cost 'x' (a number)",
        "p 2 2 1 0;a 0 0 0 1 7 | line 2: invalid line 'a 0 0 0 1 7' (nothing after",
        "p 2 2 2 0;a 0 0 0 1;a 0 0 1 1 | line 3: invalid assignment id '0' (listed once)",
        "p 2 2 2 0;a 0 0 0 1;a 1 0 0 1 | Invalid assignment 1: 0 → 0 is listed twice",
        "p 2 2 1 1;a 0 0 0 1;e 0 1 1 | line 3: invalid second assignment id '1' (0 … 0)",
        "p 2 2 1 0;a 0 0 0 1;e 0 0 1 | line 3: invalid edge '1' (0 by the p line)",
        "p 2 2 1 2000000;a 0 0 0 1;e 0 0 1 | number of e lines '1' (2000000 by the p line)",
        "p 2 2 2 0;a 0 0 0 1 | number of a lines '1' (2 by the p line)",
        "p 2 2 0 0;p 2 2 0 0 | line 2: invalid line type 'p' (once in a file)",
        "q 2 | line 1: invalid line type 'q' (c, p, a, e",
        "c nothing | invalid end 'no p line'"
      })
  void whatBreaksARuleIsNamedWithItsLineAndValue(String text, String message) {
    assertThatThrownBy(() -> read(text.replace(';', '\n')))
        .isInstanceOf(MalformedProblemException.class)
        .hasMessageStartingWith("x.dd")
        .hasMessageContaining(message);
  }
}
