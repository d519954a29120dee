package org.lvmmed.model.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.encoder.Published;
import org.lvmmed.model.image.Preprocess;

class ModelCardTest {

  static ModelCard card(EncoderSettings settings) {
    return new ModelCard(
        "A small encoder",
        settings,
        Preprocess.standard(settings.inputSize()),
        List.of(
            new ModelCard.Source("phantom_ct", "ct", 1200),
            new ModelCard.Source("phantom_us", "ultrasound", 300)),
        new ModelCard.Training(
            "graph-matching",
            2.5,
            90,
            11,
            Map.of("objective.alpha", "0.8", "objective.b|c", "x"),
            Map.of("match_accuracy", 0.71234567, "loss", Double.NaN)),
        List.of(
            new ModelCard.Result("phantom_ct", "k-NN", "accuracy", "pretrained", 0.81, 0.02, 3)),
        List.of("Phantoms are not patients."));
  }

  @Test
  void itTellsWhatTheEncoderIsAndSaw() {
    String card = card(new EncoderSettings(Architecture.RESNET18, 64, 16)).markdown();
    assertThat(card)
        .startsWith("# A small encoder\n")
        .contains("| network | resnet18,")
        .contains("| feature map | 512 channels, one position per 16 pixels |")
        .contains("| phantom_us | ultrasound | 300 |\n| all | | 1500 |")
        .contains("| objective | graph-matching |\n| epochs | 2.5 |\n| steps | 90 |")
        .contains("| objective.alpha | 0.8 |\n| objective.b\\|c | x |")
        .contains("| loss | unknown |\n| match_accuracy | 0.7123 |")
        .contains("| phantom_ct | k-NN | accuracy | pretrained | 0.81 ± 0.02 | 3 |")
        .contains("## Intended use")
        .endsWith("- Phantoms are not patients.\n");
  }

  @ParameterizedTest
  @CsvSource({
    "RESNET18, 16, layer4, conv1",
    "RESNET34, 16, layer4, conv1",
    "RESNET50, 16, layer4, conv2",
    "RESNET101, 16, layer4, conv2",
    "RESNET18, 8, layer3, conv1",
  })
  void theSnippetSetsTheStridesThatTorchvisionWouldNot(
      Architecture architecture, int stride, String stage, String convolution) {
    String snippet = Published.of(new EncoderSettings(architecture, 64, stride)).python();
    assertThat(snippet)
        .contains("net = torchvision.models.%s(".formatted(architecture.title()))
        .contains("net.%s[0].%s.stride = (1, 1)\n".formatted(stage, convolution))
        .contains("net.%s[0].downsample[0].stride = (1, 1)\n".formatted(stage))
        .doesNotContain("layer2[0]");
  }

  @Test
  void theUsualStrideNeedsNoChange() {
    EncoderSettings settings = new EncoderSettings(Architecture.RESNET50, 224, 32);
    assertThat(Published.of(settings).python()).doesNotContain("stride");
    assertThat(card(settings).markdown()).doesNotContain("without dilation");
  }
}
