package org.lvmmed.ingest.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaskStatisticsTest {

  @Test
  void twoValuesAreForegroundAndBackground() {
    assertThat(rule(8, 0, 1)).isEqualTo(new MaskRule.Binary(0));
    assertThat(rule(8, 0, 255)).isEqualTo(new MaskRule.Binary(127));
    assertThat(rule(1, 0, 1)).isEqualTo(new MaskRule.Binary(0));
    assertThat(rule(8, 0)).isEqualTo(new MaskRule.Binary(0));
    assertThat(new MaskRule.Binary(127).classOf(255)).isEqualTo(1);
    assertThat(new MaskRule.Binary(0).classOf(1)).isEqualTo(1);
  }

  @Test
  void fewSmallValuesAreClasses() {
    assertThat(rule(8, 0, 1, 2)).isEqualTo(new MaskRule.Classes());
    assertThat(rule(32, 0, 2)).isEqualTo(new MaskRule.Classes());
    assertThat(rule(8, IntStream.range(0, 32).asDoubleStream().toArray()))
        .isEqualTo(new MaskRule.Classes());
  }

  @Test
  void manyValuesOfSixteenBitsAreInstancesAndOfEightAreGrey() {
    double[] many = IntStream.range(0, 400).asDoubleStream().toArray();

    assertThat(rule(16, many)).isEqualTo(new MaskRule.Instances());
    assertThat(rule(16, 0, 205, 420)).isEqualTo(new MaskRule.Instances());
    assertThat(rule(8, DoubleStream.of(many).limit(200).toArray()))
        .isEqualTo(new MaskRule.Binary(127));
    assertThat(rule(8, 0, 3, 252, 255)).isEqualTo(new MaskRule.Binary(127));
  }

  @Test
  void masksOfADatasetAreJudgedTogether() {
    MaskStatistics first = new MaskStatistics(8, List.of(0.0, 1.0));
    MaskStatistics second = new MaskStatistics(8, List.of(0.0, 2.0));

    assertThat(first.merge(second).rule()).isEqualTo(new MaskRule.Classes());
  }

  @Test
  void valuesThatWereNamedAreTheOnlyOnes() {
    MaskRule rule = new MaskRule.Values(Map.of(0, 0, 205, 1));

    assertThat(rule.classOf(205)).isEqualTo(1);
    assertThatThrownBy(() -> rule.classOf(206)).hasMessageContaining("206");
    assertThatThrownBy(() -> new MaskRule.Classes().classOf(0.5)).hasMessageContaining("0.5");
  }

  private static MaskRule rule(int bits, double... values) {
    MaskStatistics all = MaskStatistics.NONE;
    for (double value : values) {
      all = all.merge(new MaskStatistics(bits, Arrays.asList(value)));
    }
    return all.rule();
  }
}
