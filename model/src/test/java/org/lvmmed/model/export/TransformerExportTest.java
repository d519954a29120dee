package org.lvmmed.model.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.EngineException;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.Rates;
import org.lvmmed.model.network.Waves;

/** A ViT-S/16 after a step of training. */
class TransformerExportTest {

  private static final int SIZE = 64;
  private static final int BATCH = 2;
  private static final EncoderSettings SETTINGS =
      new EncoderSettings(Architecture.VIT_SMALL, SIZE, 16);
  private static final float[] IMAGES = Waves.images(BATCH, SIZE);

  private static EncoderModel encoder;
  private static float[] features;
  private static Map<String, byte[]> files;
  private static Safetensors weights;

  @BeforeAll
  static void exportATrainedEncoder() throws IOException {
    Preprocess preprocess = Preprocess.half(SIZE);
    EncoderModel start = EncoderModel.untrained(SETTINGS, preprocess, 7);
    try (Network network = Compute.cpu("torch").open(start.graph(), start.parameters())) {
      network.step(Inputs.images(IMAGES, BATCH, SIZE), Rates.of(1e-3), Waves.DISTANCE);
      encoder = new EncoderModel(SETTINGS, network.parameters(), preprocess);
    }
    features = features(encoder, IMAGES, SIZE);
    Map<String, ByteArrayOutputStream> open = new LinkedHashMap<>();
    EncoderExport.write(
        encoder,
        ModelCardTest.card(SETTINGS),
        name -> open.computeIfAbsent(name, key -> new ByteArrayOutputStream()));
    files = new LinkedHashMap<>();
    open.forEach((name, bytes) -> files.put(name, bytes.toByteArray()));
    weights = Safetensors.read(new ByteArrayInputStream(files.get(EncoderExport.SAFETENSORS)));
  }

  private static float[] features(EncoderModel model, float[] images, int size) {
    try (Network network = Compute.cpu("torch").open(model.graph(), model.parameters())) {
      return network.outputs(Inputs.images(images, images.length / (3 * size * size), size))[0];
    }
  }

  @Test
  void everyFormatIsThereButDeeplearning4jsAndTheCardSaysTimm() {
    assertThat(files.keySet())
        .containsExactly("encoder.safetensors", "encoder.onnx", "preprocess.json", "card.md");
    assertThat(new String(files.get("card.md"), StandardCharsets.UTF_8))
        .contains("| network | vit-small, timm's layout and names, no classifier |")
        .contains("timm.create_model(\"vit_small_patch16_224\", img_size=64, patch_size=16,")
        .doesNotContain("dl4j");
  }

  @Test
  void theImportGivesTheSameBits() throws IOException {
    assertThat(EncoderWeights.settings(weights, SETTINGS)).isEqualTo(SETTINGS);
    EncoderModel loaded = EncoderWeights.load(SETTINGS, weights).encoder();
    assertThat(loaded.parameters()).isEqualTo(encoder.parameters());
    assertThat(features(loaded, IMAGES, SIZE)).isEqualTo(features);
  }

  @Test
  void onnxGivesTheSameFeatures() throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(files.get(EncoderExport.ONNX));
        OnnxTensor images =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(IMAGES), new long[] {BATCH, 3, SIZE, SIZE});
        OrtSession.Result result = session.run(Map.of(OnnxModel.IMAGES, images))) {
      FloatBuffer map =
          ((OnnxTensor) result.get(OnnxModel.FEATURES).orElseThrow()).getFloatBuffer();
      assertThat(map.remaining()).isEqualTo(features.length);
      for (float expected : features) {
        assertThat(Math.abs(map.get() - expected)).isLessThan(1e-4f);
      }
    }
  }

  /** Resized at import as in the network itself, where images are larger than trained on. */
  @Test
  void weightsOfAnotherPositionGridServe() throws IOException {
    EncoderSettings larger = new EncoderSettings(Architecture.VIT_SMALL, 96, 16);
    EncoderModel imported = EncoderWeights.load(larger, weights).encoder();
    float[] images = Waves.images(1, 96);
    float[] expected = features(encoder, images, 96);
    float[] actual = features(imported, images, 96);
    assertThat(actual).hasSize(384 * 36);
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i])).isLessThan(1e-4f);
    }
  }

  @Test
  void anotherPatchSizeIsNamedWithTheOneThatFits() {
    EncoderSettings fine = new EncoderSettings(Architecture.VIT_SMALL, SIZE, 8);
    assertThatThrownBy(() -> EncoderWeights.load(fine, weights))
        .hasMessageContaining("patch_embed.proj.weight is [384, 3, 16, 16], not [384, 3, 8, 8]")
        .hasMessageEndingWith(
            "they are a vit-small's: set encoder.architecture = vit-small and"
                + " encoder.output-stride = 16");
  }

  @Test
  void imagesThatPatchesDoNotFillAndStridesThatAreNoPatchesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> features(encoder, Waves.images(1, 40), 40))
        .withMessageContaining("40×40 pixels cannot be cut into patches of 16");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EncoderSettings(Architecture.VIT_BASE, 64, 32))
        .withMessage(
            "Invalid encoder.output-stride: 32 (16 or 8, the patch size of a transformer)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EncoderSettings(Architecture.VIT_BASE, 72, 16))
        .withMessage("Invalid encoder.input-size: 72 (a multiple of the patch size 16)");
  }

  @Test
  void deeplearning4jRefusesInASentence() {
    assertThatThrownBy(() -> Compute.cpu("dl4j").open(encoder.graph()))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "engine dl4j has no attention and cannot build a vision transformer: set"
                + " encoder.engine = torch, or encoder.architecture to a resnet");
  }
}
