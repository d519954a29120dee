package org.lvmmed.model.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.encoder.EncoderGraph;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.Rates;
import org.lvmmed.model.network.Waves;
import org.lvmmed.model.network.dl4j.Dl4jNetworks;
import org.nd4j.linalg.factory.Nd4j;

class EncoderExportTest {

  private static final int SIZE = 64;
  private static final int BATCH = 2;
  private static final EncoderSettings SETTINGS =
      new EncoderSettings(Architecture.RESNET18, SIZE, 16);
  private static final EncoderSettings OTHER = new EncoderSettings(Architecture.RESNET101, 224, 32);
  private static final Compute COMPUTE = Compute.cpu("torch");
  private static final float[] IMAGES = Waves.images(BATCH, SIZE);

  private static EncoderModel encoder;
  private static float[] features;
  private static Map<String, byte[]> files;

  /** A step first: running statistics that are not the identity. */
  @BeforeAll
  static void exportATrainedEncoder() throws IOException {
    Preprocess preprocess = Preprocess.standard(SIZE);
    EncoderModel start = EncoderModel.untrained(SETTINGS, preprocess, 7);
    try (Network network = COMPUTE.open(start.graph(), start.parameters())) {
      network.step(Inputs.images(IMAGES, BATCH, SIZE), Rates.of(1e-3), Waves.DISTANCE);
      encoder = new EncoderModel(SETTINGS, network.parameters(), preprocess);
    }
    features = features(encoder, IMAGES, BATCH, SIZE);
    files = export(encoder);
  }

  private static float[] features(EncoderModel model, float[] images, int batch, int size) {
    try (Network network = COMPUTE.open(model.graph(), model.parameters())) {
      return network.outputs(Inputs.images(images, batch, size))[0];
    }
  }

  private static Map<String, byte[]> export(EncoderModel encoder) throws IOException {
    Map<String, ByteArrayOutputStream> open = new LinkedHashMap<>();
    EncoderExport.write(
        encoder,
        ModelCardTest.card(SETTINGS),
        name -> open.computeIfAbsent(name, key -> new ByteArrayOutputStream()));
    Map<String, byte[]> files = new LinkedHashMap<>();
    open.forEach((name, bytes) -> files.put(name, bytes.toByteArray()));
    return files;
  }

  @Test
  void allFilesAreThereAndTheSameEveryTime() throws IOException {
    assertThat(files.keySet())
        .containsExactly(
            "encoder.safetensors",
            "encoder.onnx",
            "encoder.dl4j.zip",
            "preprocess.json",
            "card.md");
    export(encoder).forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(files.get(name)));
    String json = new String(files.get(EncoderExport.PREPROCESS), StandardCharsets.UTF_8);
    assertThat(Preprocess.fromJson(json).size()).isEqualTo(SIZE);
  }

  @Test
  void safetensorsGiveTheSameEncoderBack() throws IOException {
    Safetensors file = Safetensors.read(safetensors());
    assertThat(EncoderWeights.settings(file, OTHER)).isEqualTo(SETTINGS);
    EncoderModel loaded = load(file);
    assertThat(loaded.parameters()).isEqualTo(encoder.parameters());
    assertThat(features(loaded, IMAGES, BATCH, SIZE)).isEqualTo(features);
  }

  @Test
  void onnxGivesTheSameFeaturesAndTheirMean() throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(files.get(EncoderExport.ONNX));
        OnnxTensor images =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(IMAGES), new long[] {BATCH, 3, SIZE, SIZE});
        OrtSession.Result result = session.run(Map.of(OnnxModel.IMAGES, images))) {
      float[] map = values(result, OnnxModel.FEATURES);
      assertThat(map).hasSameSizeAs(features);
      assertThat(largestDifference(map, features)).isLessThan(1e-4);
      assertThat(largestDifference(values(result, OnnxModel.POOLED), pooled())).isLessThan(1e-4);
    }
  }

  @Test
  void onnxTakesOtherBatchesAndSizes() throws OrtException {
    float[] images = Waves.images(1, 96);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(files.get(EncoderExport.ONNX));
        OnnxTensor input =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(images), new long[] {1, 3, 96, 96});
        OrtSession.Result result = session.run(Map.of(OnnxModel.IMAGES, input))) {
      float[] expected = features(encoder, images, 1, 96);
      assertThat(largestDifference(values(result, OnnxModel.FEATURES), expected)).isLessThan(1e-4);
    }
  }

  @Test
  void deeplearning4jReadsItsZip() throws IOException {
    ByteArrayInputStream zip = new ByteArrayInputStream(files.get("encoder.dl4j.zip"));
    ComputationGraph graph = ModelSerializer.restoreComputationGraph(zip);
    float[] output =
        graph
            .outputSingle(Nd4j.create(IMAGES, new long[] {BATCH, 3, SIZE, SIZE}, 'c'))
            .dup('c')
            .data()
            .asFloat();
    assertThat(largestDifference(output, features)).isLessThan(1e-4);
  }

  @Test
  void thePooledNetworkGivesTheMeanOverPositions() {
    ComputationGraph graph = Dl4jNetworks.of(encoder.pooledGraph(), encoder.parameters());
    float[] output =
        graph
            .outputSingle(Nd4j.create(IMAGES, new long[] {BATCH, 3, SIZE, SIZE}, 'c'))
            .dup('c')
            .data()
            .asFloat();
    assertThat(largestDifference(output, pooled())).isLessThan(1e-5);
  }

  @Test
  void classifierAndCountersOfForeignWeightsAreLeftOutByName() throws IOException {
    List<NamedTensor> tensors = new ArrayList<>(own().tensors());
    tensors.add(new NamedTensor("fc.weight", new int[] {1, 512}, new float[512]));
    tensors.add(new NamedTensor("bn1.num_batches_tracked", new int[0], new float[] {3}));
    EncoderWeights.Loaded loaded =
        EncoderWeights.load(SETTINGS, new Safetensors(Map.of(), tensors));
    assertThat(loaded.encoder().parameters()).isEqualTo(encoder.parameters());
    assertThat(loaded.unused()).containsExactly("fc.weight", "bn1.num_batches_tracked");
  }

  @Test
  void weightsThatDoNotFitAreNamed() throws IOException {
    List<NamedTensor> without = new ArrayList<>(own().tensors());
    without.removeIf(tensor -> tensor.name().equals("layer2.0.bn1.bias"));
    assertThatThrownBy(() -> load(new Safetensors(Map.of(), without)))
        .hasMessage(
            "these weights are not a resnet18's, by torchvision's and timm's names and shapes;"
                + " missing: layer2.0.bn1.bias; the nearest architecture is resnet18, of which 99"
                + " of 100 tensors are there");

    List<NamedTensor> reshaped = new ArrayList<>(without);
    reshaped.add(new NamedTensor("layer2.0.bn1.bias", new int[] {3}, new float[3]));
    assertThatThrownBy(() -> load(new Safetensors(Map.of(), reshaped)))
        .hasMessageContaining("of another shape: layer2.0.bn1.bias is [3], not [128]");

    List<NamedTensor> deeper = new ArrayList<>(own().tensors());
    deeper.add(new NamedTensor("layer1.2.bn1.bias", new int[] {1}, new float[1]));
    assertThatThrownBy(() -> load(new Safetensors(Map.of(), deeper)))
        .hasMessageContaining("without a place in it: layer1.2.bn1.bias;");
  }

  @Test
  void weightsOfAnotherArchitectureSayWhichOne() throws IOException {
    assertThatThrownBy(() -> EncoderWeights.load(OTHER, own()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("are not a resnet101's")
        .hasMessageContaining("missing: layer1.0.conv3.weight, layer1.0.bn3.weight,")
        .hasMessageContaining("of another shape: layer1.0.conv1.weight is [64, 64, 3, 3], not")
        .hasMessageEndingWith("they are a resnet18's: set encoder.architecture = resnet18");
  }

  @Test
  void foreignWeightsAreKnownByTheirTensors() throws IOException {
    Safetensors foreign = new Safetensors(Map.of("format", "pt"), own().tensors());
    assertThat(EncoderWeights.settings(foreign, OTHER))
        .isEqualTo(new EncoderSettings(Architecture.RESNET18, 224, 32));
    Safetensors none = new Safetensors(Map.of("format", "pt"), List.of());
    assertThatThrownBy(() -> EncoderWeights.settings(none, OTHER))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing: conv1.weight");
  }

  private static Safetensors own() throws IOException {
    return Safetensors.read(safetensors());
  }

  private static EncoderModel load(Safetensors file) throws IOException {
    return EncoderWeights.load(SETTINGS, file).encoder();
  }

  private static ByteArrayInputStream safetensors() {
    return new ByteArrayInputStream(files.get(EncoderExport.SAFETENSORS));
  }

  private static float[] values(OrtSession.Result result, String name) throws OrtException {
    FloatBuffer buffer = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private static float[] pooled() {
    int positions = EncoderGraph.mapShape(SETTINGS, SIZE, SIZE).positions();
    float[] pooled = new float[features.length / positions];
    for (int i = 0; i < features.length; i++) {
      pooled[i / positions] += features[i] / positions;
    }
    return pooled;
  }

  private static double largestDifference(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }
}
