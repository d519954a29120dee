package org.lvmmed.model.downstream.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.downstream.sample.TaskBox;

class AssignmentTest {

  @Test
  void aPositionTakesTheSmallestBoxAndATinyBoxIsTakenBySomePosition() {
    PyramidLevel fine = PyramidLevel.of(new int[] {8, 16}, 64, 64)[0];
    List<TaskBox> boxes =
        List.of(
            new TaskBox(0, 0, 40, 40, 0),
            new TaskBox(12, 12, 28, 28, 0),
            new TaskBox(50, 50, 52, 51, 0),
            new TaskBox(0, 0, 64, 81, 0));

    int[] assigned = Assignment.of(fine, boxes);

    assertThat(assigned[2 * 8 + 2]).isEqualTo(1);
    assertThat(assigned[6 * 8 + 6]).isEqualTo(2);
    assertThat(IntStream.of(assigned).filter(b -> b == 0)).isNotEmpty();
    assertThat(assigned).doesNotContain(3);
  }

  @Test
  void ofOverlappingBoxesOfOneClassTheSurestStays() {
    Detection sure = new Detection(new TaskBox(0, 0, 10, 10, 0), 0.9);
    Detection same = new Detection(new TaskBox(1, 0, 11, 10, 0), 0.8);
    Detection other = new Detection(new TaskBox(1, 0, 11, 10, 1), 0.7);
    Detection apart = new Detection(new TaskBox(9, 0, 19, 10, 0), 0.6);

    assertThat(Suppression.apply(List.of(apart, same, other, sure)))
        .containsExactly(sure, other, apart);
  }
}
