package org.lvmmed.jobs.pretrain.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line on where training is and when it will end: each round, or every ten seconds where rounds
 * are short.
 */
public final class ProgressListener implements RoundListener {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressListener.class);
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Instant started = Instant.now();
  private final int firstRound;
  private Instant said = Instant.EPOCH;

  /**
   * @param firstRound rounds that were done before this start
   */
  public ProgressListener(int firstRound) {
    this.firstRound = firstRound;
  }

  @Override
  public void roundDone(Round round) {
    if (!round.last() && Duration.between(said, Instant.now()).compareTo(PAUSE) < 0) {
      return;
    }
    said = Instant.now();
    RoundMetrics m = round.metrics();
    LOG.info(
        String.format(
            Locale.ROOT,
            "pretrain: round %d of %d, epoch %.1f, loss %.2f, matched %.0f %%, embedding std %.2f,"
                + " %.0f images/s, %s",
            round.number(),
            round.of(),
            m.epoch(),
            m.value("loss"),
            100 * m.value("match_accuracy"),
            m.value("embedding_std"),
            m.timing().imagesPerSecond(),
            round.last() ? "done" : "ends about " + end(round)));
  }

  private String end(Round round) {
    double perRound =
        Duration.between(started, said).toMillis() / (double) (round.number() - firstRound);
    long left = Math.round(perRound * (round.of() - round.number()));
    return LocalTime.now()
        .plus(left, ChronoUnit.MILLIS)
        .format(DateTimeFormatter.ofPattern("HH:mm:ss"));
  }
}
