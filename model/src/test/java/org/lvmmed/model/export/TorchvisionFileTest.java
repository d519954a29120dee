package org.lvmmed.model.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.encoder.PublishedTensors;
import org.lvmmed.model.network.ParameterTensor;

/** A file byte for byte as PyTorch's users write one: all of a model's tensors, in any order. */
class TorchvisionFileTest {

  private static final String COUNTER = ".num_batches_tracked";

  @ParameterizedTest
  @EnumSource(
      value = Architecture.class,
      names = {"RESNET18", "RESNET34", "RESNET50"})
  void itIsKnownByItsTensorsAndEveryValueFindsItsPlace(Architecture architecture)
      throws IOException {
    Map<String, List<Integer>> model = PublishedTensors.of(architecture.title());
    Safetensors file = Safetensors.read(new ByteArrayInputStream(file(model)));
    EncoderSettings otherwise = new EncoderSettings(Architecture.RESNET101, 96, 16);

    EncoderSettings settings = EncoderWeights.settings(file, otherwise);
    EncoderWeights.Loaded loaded = EncoderWeights.load(settings, file);

    assertThat(settings).isEqualTo(new EncoderSettings(architecture, 96, 16));
    assertThat(loaded.unused()).contains("fc.weight", "fc.bias", "bn1" + COUNTER);
    EncoderModel encoder = loaded.encoder();
    for (ParameterTensor tensor : encoder.graph().layout().tensors()) {
      assertThat(encoder.parameters()[tensor.offset()])
          .as(tensor.name())
          .isEqualTo(random(tensor.name()).nextFloat());
    }
  }

  /** Names in alphabetical order, counters as 64-bit integers. */
  private static byte[] file(Map<String, List<Integer>> model) throws IOException {
    StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    for (Map.Entry<String, List<Integer>> tensor : new TreeMap<>(model).entrySet()) {
      int begin = values.size();
      values.write(values(tensor.getKey(), tensor.getValue()));
      header.append(
          ",\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(
                  tensor.getKey(),
                  tensor.getKey().endsWith(COUNTER) ? "I64" : "F32",
                  tensor.getValue(),
                  begin,
                  values.size()));
    }
    byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(littleEndian(8).putLong(json.length).array());
    file.write(json);
    values.writeTo(file);
    return file.toByteArray();
  }

  private static byte[] values(String name, List<Integer> shape) {
    int length = shape.stream().reduce(1, (a, b) -> a * b);
    if (name.endsWith(COUNTER)) {
      return littleEndian(8).putLong(17).array();
    }
    Random random = random(name);
    ByteBuffer bytes = littleEndian(length * Float.BYTES);
    for (int i = 0; i < length; i++) {
      bytes.putFloat(random.nextFloat());
    }
    return bytes.array();
  }

  private static Random random(String name) {
    return new Random(name.hashCode());
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
