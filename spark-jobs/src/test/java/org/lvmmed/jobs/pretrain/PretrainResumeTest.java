package org.lvmmed.jobs.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lvmmed.jobs.LocalSpark;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.model.objective.clustering.DeepClusterSettings;
import org.lvmmed.model.objective.contrastive.MoCoSettings;
import org.lvmmed.model.objective.distillation.DinoSettings;
import org.lvmmed.model.objective.embedding.ProjectorSettings;

/** Two logical workers on 32 small pictures: two rounds of one step each. */
class PretrainResumeTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /** The runs that are made: engine, family and views in all combinations that differ. */
  private enum Kind {
    TORCH,
    DL4J,
    TRANSFORMER_WITH_SMALL_CROPS,
    /** A network that follows, and a queue that belongs to its worker. */
    MOCO,
    /** A network that follows, and a centre that is averaged. */
    DINO,
    /** Memory banks that belong to their workers, and what is made of all between two epochs. */
    DEEPCLUSTER;

    private static final ProjectorSettings MLP =
        new ProjectorSettings(ProjectorSettings.Kind.MLP, ProjectorSettings.Norm.NONE, 16, 32);

    PretrainJob job(SparkSession spark, Path work) throws IOException {
      return switch (this) {
        case TORCH -> PretrainRuns.job(spark, work, "torch");
        case DL4J -> PretrainRuns.job(spark, work, "dl4j");
        case TRANSFORMER_WITH_SMALL_CROPS -> PretrainRuns.ofTransformer(spark, work, 2);
        case MOCO -> PretrainRuns.of(spark, work, new MoCoSettings(0.2, 0.9, 40, true, MLP), 1);
        case DINO ->
            PretrainRuns.of(
                spark,
                work,
                new DinoSettings(
                    0.1,
                    new DinoSettings.Teacher(0.04, 0.07, 0.3, 0.9, 0.9),
                    new DinoSettings.Head(32, 16, 24),
                    0,
                    3),
                1);
        case DEEPCLUSTER ->
            PretrainRuns.of(spark, work, new DeepClusterSettings(0.1, 3, 32, 16, 2, 4), 2);
      };
    }

    int rounds() {
      return this == DEEPCLUSTER ? 4 : 2;
    }
  }

  @ParameterizedTest
  @EnumSource
  void twiceTheRoundsAreTheRoundsAResumptionAndTheRoundsBitForBit(Kind kind) throws Exception {
    SparkSession spark = LocalSpark.session();
    Path whole = folder.resolve("whole");
    Path resumed = folder.resolve("resumed");
    PretrainRuns.corpus(spark, whole);
    copy(whole, resumed);

    assertThat(kind.job(spark, whole).run().rounds()).isEqualTo(kind.rounds());
    for (String kept : List.of("config.json", "metrics.jsonl", "checkpoints/round-000001")) {
      copy(whole.resolve("pretrain").resolve(kept), resumed.resolve("pretrain").resolve(kept));
    }
    kind.job(spark, resumed).run();

    for (String file :
        List.of(
            "encoder/encoder.safetensors",
            "encoder/head.safetensors",
            "checkpoints/round-00000%d/state.bin".formatted(kind.rounds()))) {
      assertThat(resumed.resolve("pretrain").resolve(file))
          .hasSameBinaryContentAs(whole.resolve("pretrain").resolve(file));
    }
    assertThat(measurements(resumed)).hasSize(kind.rounds()).isEqualTo(measurements(whole));
  }

  /** Begun on one engine, a run goes on with the other only where that is said. */
  @Test
  void anotherEngineGoesOnWhereItIsAllowedTo() throws Exception {
    SparkSession spark = LocalSpark.session();
    Path work = folder.resolve("work");
    PretrainRuns.corpus(spark, work);
    PretrainRuns.job(spark, work, "dl4j").run();
    for (String file : List.of("provenance.json", "checkpoints/round-000002/manifest.json")) {
      Files.delete(work.resolve("pretrain").resolve(file));
    }

    assertThatThrownBy(() -> PretrainRuns.job(spark, work, "torch").run())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("encoder.engine: was dl4j, is torch")
        .hasMessageContaining("--set pretrain.change-engine=true");
    assertThat(PretrainRuns.continuing(spark, work, "torch").run().rounds()).isEqualTo(2);

    assertThat(measurements(work)).hasSize(2);
    assertThat(Files.readString(work.resolve("pretrain/config.json")))
        .contains("\"encoder.engine\" : \"torch\"");
  }

  /** The lines of metrics.jsonl without their times. */
  private static List<ObjectNode> measurements(Path work) throws IOException {
    List<ObjectNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(work.resolve("pretrain/metrics.jsonl"))) {
      ObjectNode node = (ObjectNode) JSON.readTree(line);
      node.remove("timing");
      lines.add(node);
    }
    return lines;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
