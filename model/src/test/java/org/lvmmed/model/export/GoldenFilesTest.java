package org.lvmmed.model.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.ParameterTensor;
import org.lvmmed.model.network.State;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.contrastive.SimClrSettings;
import org.lvmmed.model.objective.embedding.ProjectorSettings;
import org.lvmmed.model.pretrain.LocalTrainer;
import org.lvmmed.model.pretrain.TrainedLayout;

/**
 * A file of each released format as it was written when the format was released, of a ResNet-18
 * whose values repeat, so that it packs small. What others read must not change unseen: {@code
 * -Dlvmmed.golden=FOLDER} writes them anew.
 */
class GoldenFilesTest {

  private static final String ANEW = "lvmmed.golden";
  private static final String ZIP = "encoder.dl4j.zip";
  private static final int SIZE = 32;
  private static final EncoderSettings SETTINGS =
      new EncoderSettings(Architecture.RESNET18, SIZE, 16);

  private static EncoderModel encoder;
  private static Map<String, byte[]> files;

  @BeforeAll
  static void writeAll() throws IOException {
    Objective objective = new SimClrSettings(0.2, ProjectorSettings.standard()).create(512);
    NetworkGraph graph = LocalTrainer.graph(SETTINGS, objective);
    float[] state = new float[graph.layout().stateLength()];
    for (ParameterTensor tensor : graph.layout().tensors()) {
      for (int i = tensor.offset(); i < tensor.end(); i++) {
        state[i] = value(tensor, i - tensor.offset());
      }
    }
    for (int i = graph.layout().parameterCount(); i < state.length; i++) {
      state[i] = i % 3 * 0.5f;
    }
    Map<String, ByteArrayOutputStream> open = new LinkedHashMap<>();
    // The name that releases of the time gave to it.
    TrainedFiles trained =
        new TrainedFiles(
            "nt-xent", new TrainedLayout(graph.layout(), false, 0), new State(state, 7), false);
    trained.writeHead(open.computeIfAbsent("head.safetensors", key -> new ByteArrayOutputStream()));
    trained.writeOptimiser(
        open.computeIfAbsent("optimiser.safetensors", key -> new ByteArrayOutputStream()));
    EncoderModel untrained = EncoderModel.untrained(SETTINGS, Preprocess.standard(SIZE), 1);
    float[] parameters = graph.layout().extract(untrained.graph().layout(), state);
    encoder = new EncoderModel(SETTINGS, parameters, untrained.preprocess());
    EncoderExport.write(
        encoder,
        ModelCardTest.card(SETTINGS),
        name -> open.computeIfAbsent(name, key -> new ByteArrayOutputStream()));
    files = new LinkedHashMap<>();
    open.forEach((name, bytes) -> files.put(name, bytes.toByteArray()));
    String anew = System.getProperty(ANEW, "");
    if (!anew.isEmpty()) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path target = Path.of(anew).resolve(file.getKey() + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(target))) {
          out.write(file.getValue());
        }
      }
    }
  }

  /** Five values in turn, others in each tensor; variances are positive. */
  private static float value(ParameterTensor tensor, int i) {
    float value = (i % 5 + tensor.name().length() % 7) / 64f;
    return tensor.name().endsWith("running_var") ? 1 + value : value;
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream packed =
        new GZIPInputStream(
            Objects.requireNonNull(
                GoldenFilesTest.class.getResourceAsStream("golden/" + name + ".gz"), name))) {
      return packed.readAllBytes();
    }
  }

  @Test
  void everyFormatHasOne() throws IOException {
    assertThat(files.keySet())
        .containsExactlyInAnyOrder(
            "encoder.safetensors",
            "encoder.onnx",
            ZIP,
            "preprocess.json",
            "card.md",
            "head.safetensors",
            "optimiser.safetensors");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "encoder.safetensors",
        "encoder.onnx",
        "preprocess.json",
        "card.md",
        "head.safetensors",
        "optimiser.safetensors"
      })
  void whatIsWrittenTodayIsWhatWasReleased(String name) throws IOException {
    assertThat(files.get(name)).isEqualTo(golden(name));
  }

  /** How a zip packs its entries is the library's affair. */
  @Test
  void soIsEveryEntryOfDeeplearning4jsZip() throws IOException {
    Map<String, byte[]> released = entries(golden(ZIP));
    Map<String, byte[]> today = entries(Objects.requireNonNull(files.get(ZIP)));
    assertThat(today.keySet()).isEqualTo(released.keySet()).isNotEmpty();
    released.forEach((name, bytes) -> assertThat(today.get(name)).as(name).isEqualTo(bytes));
  }

  private static Map<String, byte[]> entries(byte[] zip) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  @Test
  void whatWasReleasedIsReadToday() throws IOException {
    Safetensors weights = read("encoder.safetensors");
    assertThat(EncoderWeights.settings(weights, SETTINGS)).isEqualTo(SETTINGS);
    assertThat(EncoderWeights.load(SETTINGS, weights).encoder().parameters())
        .isEqualTo(encoder.parameters());

    List<NamedTensor> head = read("head.safetensors").tensors();
    assertThat(head)
        .extracting(NamedTensor::name)
        .containsExactly("head.projector.0.weight", "head.projector.0.bias");
    assertThat(head.get(0).shape()).containsExactly(128, 512, 1, 1);

    Safetensors optimiser = read("optimiser.safetensors");
    assertThat(optimiser.metadata()).containsEntry("step", "7").containsEntry("format", "pt");
    assertThat(optimiser.tensors())
        .extracting(NamedTensor::name)
        .startsWith("exp_avg.conv1.weight", "exp_avg_sq.conv1.weight")
        .contains("exp_avg.head.projector.0.bias", "exp_avg_sq.layer4.1.bn2.bias");
  }

  private static Safetensors read(String name) throws IOException {
    return Safetensors.read(new ByteArrayInputStream(golden(name)));
  }
}
