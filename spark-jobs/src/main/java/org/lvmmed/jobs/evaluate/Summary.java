package org.lvmmed.jobs.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lvmmed.jobs.evaluate.settings.EvaluateSettings.OwnEncoder;
import org.lvmmed.model.metrics.Bootstrap;
import org.lvmmed.model.metrics.PairedTest;
import org.lvmmed.model.view.Draws;

/**
 * Compares encoders on the test cases that they share, task by task and over all tasks. The same
 * patients are drawn for both sides, and for all protocols of a dataset, so that what they share
 * cancels out.
 */
record Summary(int resamples, long seed) {

  private static final double LEVEL = 0.05;

  /** A task's comparison with the resampled differences behind it. */
  private record Compared(Comparison comparison, double[] draws) {}

  /** Every encoder against random initialisation, then the pretrained one against all others. */
  List<Verdict> verdicts(List<TrialScores> all) {
    Map<TrialScores.Key, TrialScores> byKey = new LinkedHashMap<>();
    all.forEach(measured -> byKey.put(measured.key(), measured));
    List<String> encoders = all.stream().map(m -> m.key().encoder()).distinct().toList();
    String random = OwnEncoder.RANDOM.title();
    String pretrained = OwnEncoder.PRETRAINED.title();
    List<Verdict> verdicts = new ArrayList<>();
    for (String encoder : encoders) {
      if (!encoder.equals(random)) {
        verdict(byKey, encoder, random).ifPresent(verdicts::add);
      }
    }
    for (String other : encoders) {
      if (!other.equals(random) && !other.equals(pretrained)) {
        verdict(byKey, pretrained, other).ifPresent(verdicts::add);
      }
    }
    return verdicts;
  }

  private Optional<Verdict> verdict(
      Map<TrialScores.Key, TrialScores> byKey, String encoder, String against) {
    List<Compared> compared =
        byKey.values().stream()
            .filter(measured -> measured.key().encoder().equals(encoder))
            .toList()
            .parallelStream()
            .flatMap(
                first ->
                    Optional.ofNullable(byKey.get(first.key().of(against)))
                        .filter(second -> second.cases().equals(first.cases()))
                        .map(second -> compare(first, second))
                        .stream())
            .filter(c -> !Double.isNaN(c.comparison().difference()))
            .toList();
    return compared.isEmpty() ? Optional.empty() : Optional.of(sum(encoder, against, compared));
  }

  private Compared compare(TrialScores first, TrialScores second) {
    String dataset = first.key().dataset();
    long draw = Draws.hash(seed, Draws.key("comparison"), Draws.key(dataset));
    Bootstrap bootstrap = new Bootstrap(resamples, draw);
    double[] draws = bootstrap.resample(first.main(), first.groups());
    double[] others = bootstrap.resample(second.main(), second.groups());
    for (int r = 0; r < draws.length; r++) {
      draws[r] -= others[r];
    }
    Bootstrap.Interval interval = Bootstrap.interval95(draws);
    OptionalDouble p = signFlip(first, second, draw);
    return new Compared(
        new Comparison(
            dataset,
            first.key().protocol(),
            first.mainMetric(),
            mean(first) - mean(second),
            new double[] {interval.low(), interval.high()},
            p.orElseGet(() -> twoSided(draws)),
            p.isPresent() ? "sign-flip" : "bootstrap",
            first.cases().size()),
        draws);
  }

  private static OptionalDouble signFlip(TrialScores first, TrialScores second, long draw) {
    double[] a = first.perCase();
    double[] b = second.perCase();
    return a == null || b == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(PairedTest.of(a, b, first.groups(), draw).p());
  }

  private static double mean(TrialScores measured) {
    int[] all = measured.all();
    return measured.main().stream()
        .mapToDouble(trial -> trial.applyAsDouble(all))
        .average()
        .orElse(Double.NaN);
  }

  /** Twice the share of draws on the other side of zero, never below what the draws can tell. */
  private static double twoSided(double[] draws) {
    double[] defined = Arrays.stream(draws).filter(d -> !Double.isNaN(d)).toArray();
    long below = Arrays.stream(defined).filter(d -> d <= 0).count();
    long above = Arrays.stream(defined).filter(d -> d >= 0).count();
    return Math.min(1, 2.0 * (Math.min(below, above) + 1) / (defined.length + 1));
  }

  private Verdict sum(String encoder, String against, List<Compared> compared) {
    double[] draws = new double[resamples];
    for (int r = 0; r < resamples; r++) {
      int draw = r;
      draws[r] =
          compared.stream()
              .mapToDouble(c -> c.draws()[draw])
              .filter(d -> !Double.isNaN(d))
              .average()
              .orElse(Double.NaN);
    }
    List<Comparison> comparisons = compared.stream().map(Compared::comparison).toList();
    double difference =
        comparisons.stream().mapToDouble(Comparison::difference).average().orElse(Double.NaN);
    int better = (int) comparisons.stream().filter(c -> c.difference() > 0).count();
    Bootstrap.Interval interval = Bootstrap.interval95(draws);
    double p = twoSided(draws);
    return new Verdict(
        encoder,
        against,
        comparisons.size(),
        better,
        difference,
        new double[] {interval.low(), interval.high()},
        p,
        statement(encoder, against, comparisons, difference, interval, p),
        comparisons);
  }

  private static String statement(
      String encoder,
      String against,
      List<Comparison> comparisons,
      double difference,
      Bootstrap.Interval interval,
      double p) {
    String found =
        p >= LEVEL
            ? "No difference between %s and %s can be shown over all tasks"
            : difference > 0
                ? "%s is better than %s over all tasks"
                : "%s is worse than %s over all tasks";
    List<String> worse =
        comparisons.stream()
            .filter(c -> c.difference() <= 0)
            .map(c -> c.protocol().title() + " on " + c.dataset())
            .toList();
    return String.format(Locale.ROOT, found, encoder, against)
        + String.format(
            Locale.ROOT,
            ": %+.1f points on the mean of %d (95 %% interval %+.1f to %+.1f, p = %.3f).",
            100 * difference,
            comparisons.size(),
            100 * interval.low(),
            100 * interval.high(),
            p)
        + (worse.isEmpty()
            ? " It is better on each of them."
            : " It does not help in " + worse.size() + ": " + String.join(", ", worse) + ".");
  }
}
