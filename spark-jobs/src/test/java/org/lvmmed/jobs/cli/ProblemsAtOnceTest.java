package org.lvmmed.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.jobs.config.ConfigException;

/** Whatever is wrong with a configuration is told in one message, not one a run. */
class ProblemsAtOnceTest {

  private static AbstractThrowableAssert<?, ?> refused(String... settings) {
    return assertThatThrownBy(() -> RunConfig.of("laptop", List.of(settings)))
        .isInstanceOf(ConfigException.class);
  }

  /** Each line is a section, whose record is to tell all of its values. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ingest.limits.file=0 B;ingest.limits.frame=0 B;ingest.limits.frames=0;ingest.limits.total=0 B",
        "ingest.validation-fraction=2;ingest.test-fraction=-1;ingest.used-fraction=1;ingest.bits=12;ingest.slices.stride=0",
        "ingest.packing.task=0 B;ingest.packing.chunk=0 B;ingest.duplicates.distance=9;ingest.window.percentiles=[3,2]",
        "similarity.neighbours=0;similarity.candidates=-1;similarity.global-weight=2;similarity.block-images=0",
        "view.flip=2;view.grayscale=-1;view.crop.min-scale=0;view.crop.max-scale=2;view.crop.min-ratio=0;view.crop.max-ratio=-1",
        "view.jitter.brightness=-1;view.jitter.contrast=-1;view.jitter.saturation=-1;view.jitter.hue=1;view.jitter.probability=2",
        "view.blur.probability=2;view.blur.min-sigma=0;view.blur.max-sigma=-1",
        "encoder.input-size=7;encoder.output-stride=5",
        "objective.graph-matching.graph-size=1;objective.graph-matching.neighbours=0;objective.graph-matching.gradient-scale=0",
        "objective.graph-matching.affinities.alpha=2;objective.graph-matching.affinities.beta=-1;objective.graph-matching.affinities.gamma=0;objective.graph-matching.affinities.edge-weight=-1",
        "objective.graph-matching.estimator.lambda=0;objective.graph-matching.estimator.samples=0;objective.graph-matching.estimator.starts=0;objective.graph-matching.estimator.omega=2;objective.graph-matching.estimator.noise.vertex=-1;objective.graph-matching.estimator.noise.edge=-1",
        "objective.graph-matching.projector.width=0;objective.graph-matching.projector.hidden=0",
      })
  void everyValueOfASectionThatDoesNotFitIsTold(String settings) {
    String[] all = settings.split(";");
    String[] keys =
        Arrays.stream(all)
            .map(s -> "  " + s.substring(0, s.indexOf('=')) + ": ")
            .toArray(String[]::new);

    refused(all).hasMessageContainingAll(keys);
  }

  @Test
  void misspeltKeysAreToldBesideValuesThatDoNotFitAndThoseOfTheWrongKind() {
    refused("pretrain.epoch=3", "view.flop=1", "view.flip=2", "pretrain.workers=many")
        .hasMessageContainingAll(
            "pretrain.epoch: unknown key; did you mean pretrain.epochs? (--set)",
            "view.flop: unknown key; did you mean view.flip? (--set)",
            "view.flip: 2.0 (0 to 1) (--set)",
            "pretrain.workers: 'many' is not a whole number (--set)");
  }

  @Test
  void settingsThatAreNoneAreToldTogether() {
    refused("pretrain=3", "seed.x=1", "epochs")
        .hasMessageContainingAll(
            "pretrain: a section; set one of its keys",
            "seed.x: no key; seed is one, and no section",
            "epochs: must be key=value");
  }

  @Test
  void aProblemOfAKeyThatTwoSectionsReadIsToldOnce() {
    refused("encoder.input-size=many")
        .satisfies(
            e ->
                assertThat(
                        Stream.of(String.valueOf(e.getMessage()).split("\n"))
                            .filter(line -> line.contains("encoder.input-size")))
                    .hasSize(1));
  }
}
