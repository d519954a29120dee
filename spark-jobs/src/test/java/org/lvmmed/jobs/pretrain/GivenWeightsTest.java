package org.lvmmed.jobs.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.LocalSpark;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.model.encoder.EncoderGraph;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.export.NamedTensor;
import org.lvmmed.model.export.Safetensors;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.network.ParameterTensor;

/** Runs that begin with weights from elsewhere. */
class GivenWeightsTest {

  /** Two rounds of Adam at 1e-3 move no weight further. */
  private static final double REACH = 0.01;

  @TempDir static Path folder;

  private static SparkSession spark;
  private static Path work;
  private static Path weights;

  @BeforeAll
  static void beginWithWeightsAsTorchvisionWritesThem() throws IOException {
    spark = LocalSpark.session();
    work = folder.resolve("work");
    weights = folder.resolve("resnet18.safetensors");
    write(torchvision(Architecture.RESNET18), weights);
    PretrainRuns.corpus(spark, work);
    PretrainRuns.beginning(spark, work, weights.toString()).run();
  }

  @Test
  void theRunGoesOnFromTheWeightsAndNotFromRandomOnes() throws IOException {
    float[] given = values(read(weights), "layer1.0.conv1.weight");
    float[] trained = values(read(encoder(work)), "layer1.0.conv1.weight");
    assertThat(trained).isNotEqualTo(given);
    for (int i = 0; i < given.length; i++) {
      assertThat(Math.abs(trained[i] - given[i])).isLessThan((float) REACH);
    }
  }

  @Test
  void provenanceHoldsTheFilesHashAndThePreprocessingIsTorchvisions() throws IOException {
    JsonNode provenance =
        new ObjectMapper().readTree(work.resolve("pretrain/provenance.json").toFile());
    assertThat(provenance.path("inputs").path("initial").asText())
        .isEqualTo(Hashes.sha256(Files.readAllBytes(weights)));
    assertThat(
            Preprocess.fromJson(Files.readString(work.resolve("pretrain/encoder/preprocess.json"))))
        .isEqualTo(Preprocess.standard(32));
  }

  @Test
  void theSameWeightsFromAnotherPlaceAreTheSameRunAndOthersAreRefused() throws IOException {
    Path moved = Files.copy(weights, folder.resolve("moved.safetensors"));
    assertThat(PretrainRuns.beginning(spark, work, moved.toString()).run().alreadyDone()).isTrue();

    assertThatThrownBy(() -> PretrainRuns.beginning(spark, work, work.toString()).run())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("input.initial: was " + Hashes.sha256(Files.readAllBytes(weights)));
    assertThatThrownBy(() -> PretrainRuns.job(spark, work, "torch").run())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("is null");
  }

  /** Of another run's work folder; with a normalisation that is not ImageNet's. */
  @Test
  void anotherRunsWorkFolderBeginsOneAndHandsItsNormalisationOn() throws IOException {
    Path before = folder.resolve("before");
    Path next = folder.resolve("next");
    copy(work.resolve("pretrain/encoder"), before.resolve("pretrain/encoder"));
    Files.writeString(
        before.resolve("pretrain/encoder/preprocess.json"), Preprocess.half(64).toJson());
    PretrainRuns.corpus(spark, next);

    PretrainRuns.beginning(spark, next, before.toUri().toString()).run();

    Path exported = next.resolve("pretrain/encoder/preprocess.json");
    assertThat(Preprocess.fromJson(Files.readString(exported))).isEqualTo(Preprocess.half(32));
    float[] given = values(read(encoder(before)), "layer4.1.conv2.weight");
    float[] trained = values(read(encoder(next)), "layer4.1.conv2.weight");
    for (int i = 0; i < given.length; i++) {
      assertThat(Math.abs(trained[i] - given[i])).isLessThan((float) REACH);
    }
  }

  @Test
  void anotherArchitecturesWeightsAreRefusedByTheNamesOfTheirTensors() throws IOException {
    Path other = folder.resolve("resnet34.safetensors");
    write(torchvision(Architecture.RESNET34), other);
    Path fresh = folder.resolve("fresh");
    assertThatThrownBy(() -> PretrainRuns.beginning(spark, fresh, other.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("these weights are not a resnet18's")
        .hasMessageContaining("without a place in it: layer1.2.conv1.weight")
        .hasMessageEndingWith("they are a resnet34's: set encoder.architecture = resnet34");
    assertThat(fresh).doesNotExist();
  }

  @Test
  void weightsThatAreNotFiniteAreRefused() throws IOException {
    Safetensors broken = torchvision(Architecture.RESNET18);
    broken.tensors().get(0).values()[3] = Float.NaN;
    Path file = folder.resolve("broken.safetensors");
    write(broken, file);
    assertThatThrownBy(() -> PretrainRuns.beginning(spark, work, file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("tensor conv1.weight has values that are not finite");
  }

  /** Random numbers under torchvision's names, classifier and counters included. */
  private static Safetensors torchvision(Architecture architecture) {
    Random random = new Random(5);
    List<NamedTensor> tensors = new ArrayList<>();
    EncoderSettings settings = new EncoderSettings(architecture, 224, 32);
    for (ParameterTensor tensor : EncoderGraph.of(settings).layout().tensors()) {
      float[] values = new float[tensor.length()];
      boolean positive = tensor.name().endsWith("running_var");
      for (int i = 0; i < values.length; i++) {
        float value = (float) (0.05 * random.nextGaussian());
        values[i] = positive ? 1 + Math.abs(value) : value;
      }
      tensors.add(new NamedTensor(tensor.name(), tensor.shape(), values));
      if (positive) {
        String counter = tensor.name().replace("running_var", "num_batches_tracked");
        tensors.add(new NamedTensor(counter, new int[0], new float[] {1000}));
      }
    }
    int features = architecture.features();
    tensors.add(new NamedTensor("fc.weight", new int[] {10, features}, new float[10 * features]));
    tensors.add(new NamedTensor("fc.bias", new int[] {10}, new float[10]));
    return new Safetensors(Map.of(), tensors);
  }

  private static void write(Safetensors tensors, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      tensors.write(out);
    }
  }

  private static Path encoder(Path work) {
    return work.resolve("pretrain/encoder/encoder.safetensors");
  }

  private static Safetensors read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Safetensors.read(in);
    }
  }

  private static float[] values(Safetensors file, String name) {
    return file.tensors().stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow()
        .values();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (String name : Arrays.asList("encoder.safetensors", "preprocess.json")) {
      Files.copy(from.resolve(name), to.resolve(name));
    }
  }
}
