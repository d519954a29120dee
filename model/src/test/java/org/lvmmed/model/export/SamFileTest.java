package org.lvmmed.model.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.encoder.EncoderGraph;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.encoder.SamWeights;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.EngineException;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.StateLayout;

/** Weights of SAM's image encoder as their own library and timm name them, and their export. */
class SamFileTest {

  private static final EncoderSettings SETTINGS =
      new EncoderSettings(Architecture.SAM_VIT_BASE, 240, 16);
  private static final EncoderSettings OTHER = new EncoderSettings(Architecture.RESNET50, 240, 16);

  private static EncoderModel encoder;
  private static Safetensors timms;

  @BeforeAll
  static void makeWeights() {
    StateLayout layout = EncoderGraph.of(SETTINGS).layout();
    encoder = new EncoderModel(SETTINGS, SamWeights.of(layout), Preprocess.standard(240));
    List<NamedTensor> tensors = new ArrayList<>();
    layout.tensors().stream()
        .map(t -> new NamedTensor(t.name(), t.shape(), values(t.offset(), t.end())))
        .forEach(tensors::add);
    tensors.add(new NamedTensor("neck.0.weight", new int[] {1}, new float[1]));
    timms = new Safetensors(Map.of(), tensors);
  }

  private static float[] values(int from, int to) {
    return Arrays.copyOfRange(encoder.parameters(), from, to);
  }

  /** SAM's file holds its decoders as well. */
  private static Safetensors sams() {
    List<NamedTensor> tensors = new ArrayList<>();
    for (NamedTensor tensor : timms.tensors()) {
      String name = "image_encoder." + tensor.name().replace(".mlp.fc", ".mlp.lin");
      tensors.add(new NamedTensor(name, tensor.shape(), tensor.values()));
    }
    tensors.add(new NamedTensor("mask_decoder.iou_token.weight", new int[] {1}, new float[1]));
    tensors.add(new NamedTensor("prompt_encoder.no_mask_embed.weight", new int[1], new float[0]));
    return new Safetensors(Map.of(), tensors);
  }

  @Test
  void filesWithSamsAndWithTimmsNamesAreKnownAndGiveTheSameEncoder() throws IOException {
    for (Safetensors file : List.of(timms, sams())) {
      assertThat(EncoderWeights.settings(file, OTHER)).isEqualTo(SETTINGS);
      EncoderWeights.Loaded loaded = EncoderWeights.load(SETTINGS, file);
      assertThat(loaded.encoder().parameters()).isEqualTo(encoder.parameters());
    }
    assertThat(EncoderWeights.load(SETTINGS, sams()).unused())
        .containsExactly(
            "image_encoder.neck.0.weight",
            "mask_decoder.iou_token.weight",
            "prompt_encoder.no_mask_embed.weight");
  }

  /** Resized at import as in the network itself, where images are smaller than trained on. */
  @Test
  void weightsOfAnotherGridServe() throws IOException {
    EncoderSettings smaller = new EncoderSettings(Architecture.SAM_VIT_BASE, 96, 16);
    EncoderModel imported = EncoderWeights.load(smaller, timms).encoder();
    float[] images = SamWeights.images(1, 96);
    float[] expected = features(encoder, images, 96);
    float[] actual = features(imported, images, 96);
    assertThat(actual).hasSize(768 * 36);
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i])).isLessThan(1e-3f);
    }
  }

  @Test
  void onnxGivesTheSameFeaturesOfWindowsThatReachBeyondTheMap() throws IOException, OrtException {
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    OnnxModel.write(encoder, model);
    float[] images = SamWeights.images(1, 240);
    float[] features = features(encoder, images, 240);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(model.toByteArray());
        OnnxTensor input =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(images), new long[] {1, 3, 240, 240});
        OrtSession.Result result = session.run(Map.of(OnnxModel.IMAGES, input))) {
      FloatBuffer map =
          ((OnnxTensor) result.get(OnnxModel.FEATURES).orElseThrow()).getFloatBuffer();
      assertThat(map.remaining()).isEqualTo(features.length);
      double largest = 0;
      for (float expected : features) {
        largest = Math.max(largest, Math.abs(map.get() - expected));
      }
      // Features reach 20.
      assertThat(largest).isLessThan(20 * 1e-4);
    }
  }

  private static float[] features(EncoderModel model, float[] images, int size) {
    try (Network network = Compute.cpu("torch").open(model.graph(), model.parameters())) {
      return network.outputs(Inputs.images(images, images.length / (3 * size * size), size))[0];
    }
  }

  /** Of what is learned for distances, only that of attention to all positions follows the grid. */
  @Test
  void anotherWindowAndSurplusTensorsAreNamed() {
    List<NamedTensor> tensors = new ArrayList<>(timms.tensors());
    tensors.replaceAll(
        t ->
            t.name().equals("blocks.0.attn.rel_pos_h")
                ? new NamedTensor(t.name(), new int[] {13, 64}, new float[13 * 64])
                : t);
    tensors.add(new NamedTensor("cls_token", new int[] {1, 1, 768}, new float[768]));
    assertThatThrownBy(() -> EncoderWeights.load(SETTINGS, new Safetensors(Map.of(), tensors)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a sam-vit-base's")
        .hasMessageContaining("without a place in it: cls_token")
        .hasMessageContaining("blocks.0.attn.rel_pos_h is [13, 64], not [27, 64]")
        .hasMessageEndingWith(
            "the nearest architecture is sam-vit-base, of which 170 of 171 tensors are there");
  }

  @Test
  void asAVisionTransformerTheyAreRefusedWithTheArchitectureThatFits() {
    EncoderSettings plain = new EncoderSettings(Architecture.VIT_BASE, 240, 16);
    assertThatThrownBy(() -> EncoderWeights.load(plain, sams()))
        .hasMessageEndingWith("they are a sam-vit-base's: set encoder.architecture = sam-vit-base");
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
