package org.lvmmed.ingest.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaskDecisionTest {

  @Test
  void twoValuesOfAMaskAreForegroundAndBackgroundHoweverTheyAreWritten() {
    assertThat(rule(mask(8, 0, 1))).isEqualTo(new MaskRule.Binary(0));
    assertThat(rule(mask(8, 0, 255))).isEqualTo(new MaskRule.Binary(0));
    assertThat(rule(mask(1, 0, 1))).isEqualTo(new MaskRule.Binary(0));
    assertThat(rule(mask(16, 0, 65535))).isEqualTo(new MaskRule.Binary(0));
    assertThat(rule(mask(8, 0, 1), mask(8, 0, 255))).isEqualTo(new MaskRule.Binary(0));
    assertThat(decision(mask(8, 0, 1), mask(8, 0, 255)).warnings()).isEmpty();
  }

  @Test
  void wholeValuesAreClassesHoweverMany() {
    assertThat(rule(mask(8, 0, 1, 2))).isEqualTo(new MaskRule.Classes());
    assertThat(rule(mask(32, 0, 2))).isEqualTo(new MaskRule.Classes());
    assertThat(rule(mask(8, upTo(108)), mask(8, upTo(108)), mask(8, 0, 3, 90)))
        .isEqualTo(new MaskRule.Classes());
    assertThat(rule(mask(32, 0, 0.99999999977, 2))).isEqualTo(new MaskRule.Classes());
    assertThat(new MaskRule.Classes().classOf(0.99999999977)).isEqualTo(1);
  }

  @Test
  void aLastValueBesideSmallClassesIsIgnored() {
    for (double unknown : new double[] {255, -1}) {
      MaskDecision decision = decision(mask(16, 0, 1, 2, unknown), mask(16, 0, 1));
      assertThat(decision.rule()).isEqualTo(new MaskRule.Classes());
      assertThat(decision.rule().classOf(unknown)).isEqualTo(MaskRule.IGNORED);
      assertThat(decision.warnings()).isEmpty();
    }
    assertThat(rule(mask(8, 0, 1, 255))).isEqualTo(new MaskRule.Classes());
  }

  @Test
  void greyLevelsThatStandForClassesAreAskedAbout() {
    MaskDecision decision = decision(mask(8, 0, 128, 255));
    assertThat(decision.rule()).isInstanceOf(MaskRule.Undecided.class);
    assertThat(decision.warnings())
        .singleElement()
        .asString()
        .contains("0, 128, 255")
        .contains("mask.values");
    assertThatThrownBy(() -> decision.rule().classOf(0)).hasMessageContaining("mask.values");
    assertThat(rule(mask(32, 0, 0.3, 0.7, 1))).isInstanceOf(MaskRule.Undecided.class);
    assertThat(rule(mask(16, 0, 205, 420))).isInstanceOf(MaskRule.Undecided.class);
    assertThat(rule(mask(16, -5, 0, 3))).isInstanceOf(MaskRule.Undecided.class);
  }

  @Test
  void objectNumbersAreOneClassAndTold() {
    MaskDecision few = decision(mask(16, upTo(7)), mask(16, upTo(40)), mask(16, upTo(21)));
    assertThat(few.rule()).isEqualTo(new MaskRule.Instances());
    assertThat(few.warnings()).singleElement().asString().contains("one class");
    assertThat(rule(mask(16, upTo(400)))).isEqualTo(new MaskRule.Instances());
  }

  @Test
  void softEdgesOfBlackAndWhiteAreCutInTheMiddleAndTold() {
    MaskStatistics soft = new MaskStatistics(8, values(0, 3, 90, 252, 255), 1000, 990);
    MaskDecision decision = MaskDecision.of(List.of(soft), null);
    assertThat(decision.rule()).isEqualTo(new MaskRule.Binary(127));
    assertThat(decision.warnings()).singleElement().asString().contains("127");
    MaskStatistics grey = new MaskStatistics(8, values(0, 3, 90, 252, 255), 1000, 500);
    assertThat(MaskDecision.of(List.of(grey), null).rule()).isInstanceOf(MaskRule.Undecided.class);
  }

  @Test
  void masksWithoutAnythingInThemAndMergedClassesAreTold() {
    assertThat(decision(mask(8, 0)).warnings()).singleElement().asString().contains("empty");
    MaskDecision merged = MaskDecision.of(List.of(mask(8, 0, 1, 2)), new MaskRule.Binary(0));
    assertThat(merged.warnings()).singleElement().asString().contains("one class");
    assertThat(decision(mask(8, 0, 1)).text()).contains("values 0, 1");
  }

  @Test
  void valuesThatWereNamedAreTheOnlyOnes() {
    MaskRule rule = new MaskRule.Values(Map.of(0, 0, 205, 1));

    assertThat(rule.classOf(205)).isEqualTo(1);
    assertThatThrownBy(() -> rule.classOf(206)).hasMessageContaining("206");
    assertThatThrownBy(() -> new MaskRule.Classes().classOf(0.5)).hasMessageContaining("0.5");
  }

  @Test
  void classesInJpegAreNotBelieved() {
    MaskStatistics lossy = new MaskStatistics(8, values(0, 1, 2), 100, 90, true, Map.of(), false);
    MaskDecision decision = MaskDecision.of(List.of(lossy), null);
    assertThat(decision.rule()).isInstanceOf(MaskRule.Undecided.class);
    assertThat(decision.warnings()).singleElement().asString().contains("JPEG").contains("PNG");
    MaskStatistics white = new MaskStatistics(8, values(0, 255), 9, 9, true, Map.of(), false);
    assertThat(MaskDecision.of(List.of(white), null).rule()).isEqualTo(new MaskRule.Binary(0));
  }

  @Test
  void classesOfWhichMostNeverOccurAreTold() {
    assertThat(decision(mask(8, 0, 10, 20)).warnings())
        .singleElement()
        .asString()
        .contains("0, 10, 20")
        .contains("mask.values");
    assertThat(decision(mask(8, 0, 1, 2, 4)).warnings()).isEmpty();
    Map<Integer, Integer> named = Map.of(0, 0, 10, 1, 20, 2);
    assertThat(MaskDecision.of(List.of(mask(8, 0, 10, 20)), new MaskRule.Values(named)).warnings())
        .isEmpty();
  }

  @Test
  void palettesThatShowOneValueInTwoColoursAreTold() {
    MaskStatistics red = coloured(Map.of(0, 0, 1, 0xff0000, 2, 0x00ff00));
    MaskStatistics part = coloured(Map.of(0, 0, 1, 0xff0000));
    MaskStatistics swapped = coloured(Map.of(0, 0, 1, 0x00ff00, 2, 0xff0000));
    assertThat(MaskDecision.of(List.of(red, part), null).warnings()).isEmpty();
    assertThat(MaskDecision.of(List.of(red, part, swapped), null).warnings())
        .singleElement()
        .asString()
        .contains("palette");
  }

  @Test
  void masksOfNothingButIgnoredPixelsBesideOthersWithClassesAreTold() {
    MaskDecision decision = decision(mask(8, 0, 1, 2), mask(8, 0, 255), mask(8, 0, 255));
    assertThat(decision.rule()).isEqualTo(new MaskRule.Classes());
    assertThat(decision.warnings()).singleElement().asString().contains("2 of 3 masks");
  }

  @Test
  void masksWithoutABackgroundAreTold() {
    assertThat(decision(mask(8, 255)).warnings()).singleElement().asString().contains("background");
  }

  private static MaskStatistics coloured(Map<Integer, Integer> colours) {
    List<Double> values = colours.keySet().stream().sorted().map(Integer::doubleValue).toList();
    return new MaskStatistics(8, values, 100, 100, false, colours, false);
  }

  private static MaskRule rule(MaskStatistics... masks) {
    return decision(masks).rule();
  }

  private static MaskDecision decision(MaskStatistics... masks) {
    return MaskDecision.of(List.of(masks), null);
  }

  private static double[] upTo(int largest) {
    return IntStream.rangeClosed(0, largest).asDoubleStream().toArray();
  }

  private static List<Double> values(double... values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static MaskStatistics mask(int bits, double... values) {
    List<MaskStatistics> single = new ArrayList<>();
    for (double value : values) {
      single.add(new MaskStatistics(bits, List.of(Math.rint(value * 1e6) / 1e6), 1, 0));
    }
    return single.stream().reduce(MaskStatistics.NONE, MaskStatistics::merge);
  }
}
