package org.lvmmed.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lvmmed.jobs.evaluate.settings.Protocol;
import org.lvmmed.jobs.evaluate.unit.SegmentationOutcome;
import org.lvmmed.jobs.evaluate.unit.UnitOutcome;

class SummaryTest {

  private static final Summary SUMMARY = new Summary(400, 3);

  @Test
  void aConstantGainIsCertainAndItsIntervalHasNoWidth() {
    Verdict verdict = verdict(cases("a", "pretrained", 0.1), cases("a", "random", 0));

    assertThat(verdict.difference()).isCloseTo(0.1, within(1e-12));
    assertThat(verdict.ci95()[0]).isCloseTo(0.1, within(1e-12));
    assertThat(verdict.ci95()[1]).isCloseTo(0.1, within(1e-12));
    assertThat(verdict.p()).isLessThan(0.01);
    assertThat(verdict.statement())
        .startsWith(
            "pretrained is better than random over all tasks: +10.0 points on the mean of 1")
        .endsWith("It is better on each of them.");
    assertThat(verdict.comparisons().get(0).p())
        .as("all 2^8 sign patterns, two of them as extreme as the one seen")
        .isCloseTo(2.0 / 256, within(1e-12));
  }

  @Test
  void tasksThatCancelOutShowNoDifferenceAndTheWorseOneIsNamed() {
    Verdict verdict =
        verdict(
            noisy("a", "pretrained", 0.05),
            cases("a", "random", 0),
            noisy("b", "pretrained", -0.05),
            cases("b", "random", 0));

    assertThat(verdict.tasks()).isEqualTo(2);
    assertThat(verdict.better()).isEqualTo(1);
    assertThat(verdict.p()).isGreaterThan(0.05);
    assertThat(verdict.ci95()[0]).isNegative();
    assertThat(verdict.ci95()[1]).isPositive();
    assertThat(verdict.statement())
        .startsWith("No difference between pretrained and random can be shown over all tasks")
        .endsWith("It does not help in 1: segmentation on b.");
  }

  @Test
  void encodersAreComparedOnSharedCasesAlone() {
    List<TrialScores> measured =
        TrialScores.of(List.of(cases("a", "pretrained", 0.1), cases("b", "random", 0)));

    assertThat(SUMMARY.verdicts(measured)).isEmpty();
  }

  private static Verdict verdict(UnitOutcome... units) {
    return SUMMARY.verdicts(TrialScores.of(List.of(units))).get(0);
  }

  private static UnitOutcome cases(String dataset, String encoder, double gain) {
    return tested(
        dataset, encoder, IntStream.range(0, 8).mapToDouble(i -> 0.05 * i + gain).toArray());
  }

  private static UnitOutcome noisy(String dataset, String encoder, double gain) {
    return tested(
        dataset,
        encoder,
        IntStream.range(0, 8).mapToDouble(i -> 0.05 * i + gain + (i % 2 - 0.5) * 0.3).toArray());
  }

  private static UnitOutcome tested(String dataset, String encoder, double[] dice) {
    SegmentationOutcome outcome =
        new SegmentationOutcome(
            dataset,
            List.of("foreground"),
            IntStream.range(0, dice.length)
                .mapToObj(
                    i ->
                        new SegmentationOutcome.CaseScore(
                            "case " + i, i, 1, dice[i], dice[i], 1, new double[] {dice[i]}))
                .toList(),
            List.of(),
            1);
    return new UnitOutcome(
        encoder, Protocol.SEGMENTATION, 0, List.of(), List.of(outcome), List.of(), List.of());
  }
}
