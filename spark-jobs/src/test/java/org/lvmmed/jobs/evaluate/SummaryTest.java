package org.lvmmed.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lvmmed.jobs.evaluate.heads.HeadOutcome;
import org.lvmmed.jobs.evaluate.heads.SegmentationOutcome;

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
        TrialScores.of(
            List.of(),
            List.of(outcome(cases("a", "pretrained", 0.1)), outcome(cases("b", "random", 0))));

    assertThat(SUMMARY.verdicts(measured)).isEmpty();
  }

  private static Verdict verdict(SegmentationOutcome... outcomes) {
    List<HeadOutcome> heads =
        IntStream.range(0, outcomes.length).mapToObj(i -> outcome(outcomes[i])).toList();
    return SUMMARY.verdicts(TrialScores.of(List.of(), heads)).get(0);
  }

  private static HeadOutcome outcome(SegmentationOutcome tested) {
    return new HeadOutcome(
        tested.dataset(),
        tested.encoder(),
        "segmentation",
        0,
        List.of(),
        List.of(tested),
        List.of(),
        List.of(),
        1);
  }

  private static SegmentationOutcome cases(String dataset, String encoder, double gain) {
    return tested(
        dataset, encoder, IntStream.range(0, 8).mapToDouble(i -> 0.05 * i + gain).toArray());
  }

  private static SegmentationOutcome noisy(String dataset, String encoder, double gain) {
    return tested(
        dataset,
        encoder,
        IntStream.range(0, 8).mapToDouble(i -> 0.05 * i + gain + (i % 2 - 0.5) * 0.3).toArray());
  }

  private static SegmentationOutcome tested(String dataset, String encoder, double[] dice) {
    return new SegmentationOutcome(
        dataset,
        encoder,
        "segmentation",
        0,
        List.of("foreground"),
        IntStream.range(0, dice.length)
            .mapToObj(
                i ->
                    new SegmentationOutcome.CaseScore(
                        "case " + i, i, 1, dice[i], dice[i], 1, new double[] {dice[i]}))
            .toList(),
        List.of(),
        1);
  }
}
