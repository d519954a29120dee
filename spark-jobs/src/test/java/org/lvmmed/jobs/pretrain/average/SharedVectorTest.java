package org.lvmmed.jobs.pretrain.average;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.lvmmed.jobs.LocalSpark;

class SharedVectorTest {

  private final JavaSparkContext spark =
      JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());

  private static float[] counted(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = i + 0.5f;
    }
    return values;
  }

  @Test
  void tasksReadWhatTheDriverSharedBitForBitWhateverItsLength() {
    for (int length : new int[] {0, 1, FloatBytes.BLOCK + 1, SharedVector.CHUNK + 7}) {
      float[] values = counted(length);
      SharedVector shared = SharedVector.of(spark, values);

      List<float[]> read =
          spark.parallelize(List.of(0, 1), 2).map(i -> shared.values(v -> {})).collect();

      assertThat(read).hasSize(2).allSatisfy(v -> assertThat(v).isEqualTo(values));
      shared.remove();
    }
  }

  @Test
  void whatIsReadIsFinishedOnceHoweverManyTasksReadIt() {
    float[] values = counted(1000);
    SharedVector shared = SharedVector.of(spark, values);

    float[] first = shared.values(read -> read[0] = 7);
    float[] again = shared.values(read -> Arrays.fill(read, 0));

    assertThat(again).isSameAs(first).startsWith(7f, 1.5f);
    shared.remove();
  }

  @Test
  void aVectorThatIsNowhereIsAnErrorAndNoVectorOfZeros() {
    SharedVector shared = new SharedVector(spark, 1000);

    assertThat(shared.read(0, new float[1000])).isFalse();
    assertThatThrownBy(() -> shared.values(v -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lost");
  }
}
