package org.lvmmed.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.network.ParameterTensor;

/**
 * Names and shapes against what the libraries that publish weights say of theirs: lists that were
 * printed from them, of whole models.
 */
class PublishedLayoutTest {

  @ParameterizedTest
  @CsvSource({
    "RESNET18, 224, 32, resnet18",
    "RESNET34, 64, 16, resnet34",
    "RESNET50, 224, 32, resnet50",
    "RESNET101, 64, 8, resnet101",
    "VIT_SMALL, 224, 16, vit_small_patch16_224",
    "VIT_BASE, 224, 16, vit_base_patch16_224",
    "SAM_VIT_BASE, 512, 16, samvit_base_patch16",
  })
  void everyTensorIsTheirsByNameAndShapeAndNoneOfTheirsIsLeftOut(
      Architecture architecture, int size, int stride, String list) {
    Map<String, List<Integer>> own = new LinkedHashMap<>();
    EncoderSettings settings = new EncoderSettings(architecture, size, stride);
    for (ParameterTensor tensor : EncoderGraph.of(settings).layout().tensors()) {
      own.put(tensor.name(), Arrays.stream(tensor.shape()).boxed().toList());
    }
    assertThat(own).containsExactlyInAnyOrderEntriesOf(PublishedTensors.ofEncoder(list));
  }
}
