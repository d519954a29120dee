package org.lvmmed.model.downstream.classify;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.downstream.Slopes;

class ClassificationLossTest {

  private final Random random = new Random(3);

  @Test
  void theClassificationLossHasTheGradientOfItsValue() {
    int[] labels = {2, 0, 1};
    double[] logits = Slopes.point(random, 9);
    double[] gradient = new double[9];

    ClassificationLoss.evaluate(logits, labels, gradient);

    Slopes.check(
        logits, gradient, at -> ClassificationLoss.evaluate(at, labels, new double[at.length]));
  }
}
