package org.lvmmed.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvmmed.model.encoder.EncoderGraph;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.encoder.MapShape;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.network.NetworkNode.Convolution;
import org.lvmmed.model.network.NetworkNode.Relu;

class NetworkGraphTest {

  private static final EncoderSettings SMALL = new EncoderSettings(Architecture.RESNET18, 32, 16);

  @Test
  void tensorsFillTheStateWithoutGapsStatisticsAfterWeights() {
    StateLayout layout = EncoderGraph.of(SMALL).layout();
    int next = 0;
    for (ParameterTensor tensor : layout.tensors()) {
      assertThat(tensor.offset()).isEqualTo(next);
      next = tensor.end();
    }
    // torchvision's resnet18 without its classifier: 11,176,512 weights, 9,600 statistics.
    assertThat(layout.weightCount()).isEqualTo(11_176_512);
    assertThat(layout.parameterCount()).isEqualTo(next).isEqualTo(11_186_112);
    assertThat(layout.stateLength()).isEqualTo(next + 2 * 11_176_512);
  }

  @ParameterizedTest
  @CsvSource({
    "RESNET18, 16, 64, 64, 4, 4",
    "RESNET18, 8, 64, 48, 8, 6",
    "RESNET18, 16, 33, 50, 3, 4",
    "RESNET34, 16, 40, 64, 3, 4",
    "RESNET50, 8, 32, 40, 4, 5",
    "RESNET101, 32, 64, 32, 2, 1",
  })
  void theFeatureMapHasTheAnnouncedShapeOnBothEngines(
      Architecture architecture, int stride, int rows, int columns, int mapRows, int mapColumns) {
    EncoderSettings settings = new EncoderSettings(architecture, 32, stride);
    MapShape shape = EncoderGraph.mapShape(settings, rows, columns);
    assertThat(shape).isEqualTo(new MapShape(architecture.features(), mapRows, mapColumns));
    for (String engine : Engines.names()) {
      try (Network network = Compute.cpu(engine).open(EncoderGraph.of(settings))) {
        Inputs blank = new Inputs(new float[2 * 3 * rows * columns], 2, 3, rows, columns);
        assertThat(network.outputs(blank)[0]).hasSize(2 * shape.channels() * shape.positions());
      }
    }
  }

  @Test
  void theSeedDecidesTheStartingValuesAndAHeadDoesNotChangeTheEncoders() {
    Preprocess preprocess = Preprocess.standard(32);
    EncoderModel one = EncoderModel.untrained(SMALL, preprocess, 1);
    assertThat(EncoderModel.untrained(SMALL, preprocess, 1).parameters())
        .isEqualTo(one.parameters());
    assertThat(EncoderModel.untrained(SMALL, preprocess, 2).parameters())
        .isNotEqualTo(one.parameters());
    NetworkGraph pooled = one.pooledGraph();
    assertThat(pooled.layout().extract(one.graph().layout(), Initialisation.draw(pooled, 1)))
        .isEqualTo(one.parameters());
  }

  @Test
  void startingConvolutionsHaveTheVarianceOfTwoByFanOut() {
    float[] parameters = Initialisation.draw(EncoderGraph.of(SMALL), 1);
    ParameterTensor tensor = EncoderGraph.of(SMALL).layout().tensor("layer4.1.conv2.weight");
    double sum = 0;
    for (int i = tensor.offset(); i < tensor.end(); i++) {
      sum += (double) parameters[i] * parameters[i];
    }
    double expected = 2.0 / (512 * 3 * 3);
    assertThat(sum / tensor.length()).isCloseTo(expected, within(0.01 * expected));
  }

  @Test
  void graphsThatCannotBeComputedAreRefusedByName() {
    NetworkNode conv =
        new NetworkNode("conv", List.of(NetworkGraph.INPUT), new Convolution(3, 2, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new NetworkGraph(
                    3,
                    List.of(new NetworkNode("relu", List.of("conv"), new Relu()), conv),
                    List.of("conv")))
        .withMessageContaining("'relu'")
        .withMessageContaining("a node before it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkGraph(3, List.of(conv, conv), List.of("conv")))
        .withMessageContaining("'conv'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkGraph(3, List.of(conv), List.of("elsewhere")))
        .withMessageContaining("[elsewhere]");
  }

  @Test
  void unknownSettingsAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EncoderSettings(Architecture.RESNET18, 64, 4))
        .withMessage("Invalid encoder.output-stride: 4 (32, 16 or 8)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EncoderSettings(Architecture.RESNET18, 16, 8))
        .withMessage("Invalid encoder.input-size: 16 (32 to 512 pixels)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Architecture.ofTitle("vgg"))
        .withMessage(
            "Invalid encoder.architecture: vgg (resnet18, resnet34, resnet50, resnet101, vit-small,"
                + " vit-base, sam-vit-base)");
  }
}
