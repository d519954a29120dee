package org.lvmmed.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.NetworkGraph;

/** SAM's image encoder against features that another implementation gave for the same weights. */
class SamFeaturesTest {

  private static final String TABLE = "samvit_base_patch16_features.txt";

  private record Value(int trained, int size, int index, double value) {

    static Value of(String line) {
      String[] words = line.split(" ");
      return new Value(
          Integer.parseInt(words[0]),
          Integer.parseInt(words[1]),
          Integer.parseInt(words[2]),
          Double.parseDouble(words[3]));
    }
  }

  /** A map within one window; four windows that reach beyond it; places resized to another grid. */
  @ParameterizedTest
  @CsvSource({"64, 64, 2", "240, 240, 1", "64, 96, 2"})
  void featuresAreTimms(int trained, int size, int batch) throws IOException {
    List<Value> expected = table(trained, size);
    float[] features = features(trained, size, batch);
    assertThat(expected).hasSize(40);
    for (Value value : expected) {
      assertThat((double) features[value.index()])
          .as("value %d", value.index())
          .isCloseTo(value.value(), within(1e-3));
    }
  }

  private static float[] features(int trained, int size, int batch) {
    EncoderSettings settings = new EncoderSettings(Architecture.SAM_VIT_BASE, trained, 16);
    NetworkGraph graph = EncoderGraph.of(settings);
    try (Network network = Compute.cpu("torch").open(graph, SamWeights.of(graph.layout()))) {
      return network.outputs(Inputs.images(SamWeights.images(batch, size), batch, size))[0];
    }
  }

  private static List<Value> table(int trained, int size) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(SamFeaturesTest.class.getResourceAsStream(TABLE)),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Value::of)
          .filter(value -> value.trained() == trained && value.size() == size)
          .toList();
    }
  }
}
