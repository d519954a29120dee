package org.lvmmed.model.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

  private static final Safetensors TWO =
      new Safetensors(
          Map.of("format", "pt"),
          List.of(
              new NamedTensor("b", new int[] {2, 1}, new float[] {1.5f, -2}),
              new NamedTensor("a", new int[0], new float[] {Float.MIN_VALUE})));

  @Test
  void theBytesAreTheFormats() throws IOException {
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]}}";
    byte[] bytes = bytes(TWO);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) buffer.getLong();
    assertThat(length % 8).isZero();
    assertThat(new String(bytes, 8, length, StandardCharsets.UTF_8).stripTrailing())
        .isEqualTo(header);
    buffer.position(8 + length);
    assertThat(buffer.getFloat()).isEqualTo(1.5f);
    assertThat(buffer.getFloat()).isEqualTo(-2f);
    assertThat(buffer.getFloat()).isEqualTo(Float.MIN_VALUE);
    assertThat(buffer.hasRemaining()).isFalse();
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Safetensors read = read(bytes(TWO));
    assertThat(read.metadata()).isEqualTo(TWO.metadata());
    assertThat(read.tensors()).usingRecursiveComparison().isEqualTo(TWO.tensors());
  }

  @Test
  void tensorsLongerThanTheBufferSurvive() throws IOException {
    float[] values = new float[40_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Safetensors file =
        new Safetensors(Map.of(), List.of(new NamedTensor("x", new int[] {200, 200}, values)));
    assertThat(read(bytes(file)).tensors().get(0).values()).isEqualTo(values);
  }

  @ParameterizedTest
  @CsvSource({
    "F64, 000000000000f8bf, -1.5",
    "F32, 0000c0bf, -1.5",
    "F16, 00be, -1.5",
    "F16, 0100, 5.9604645E-8",
    "F16, ff7b, 65504",
    "BF16, c0bf, -1.5",
    "I64, fdffffffffffffff, -3",
    "I32, fdffffff, -3",
    "I16, fdff, -3",
    "I8, fd, -3",
    "U8, fd, 253",
    "BOOL, 01, 1",
  })
  void everyElementTypeIsReadAsFloat(String type, String hex, float value) throws IOException {
    byte[] bytes = java.util.HexFormat.of().parseHex(hex);
    String header =
        "{\"x\":{\"dtype\":\"%s\",\"shape\":[1],\"data_offsets\":[0,%d]}}"
            .formatted(type, bytes.length);
    assertThat(read(file(header, bytes)).tensors().get(0).values()).containsExactly(value);
  }

  @Test
  void halfPrecisionInfinitiesAndNaNAreKept() {
    assertThat(ElementType.half((short) 0x7c00)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(ElementType.half((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(ElementType.half((short) 0x7e00)).isNaN();
  }

  @Test
  void aTruncatedFileIsRefusedWithItsTensor() {
    byte[] bytes = bytes(TWO);
    assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length - 1)))
        .hasMessage("The safetensors file ends inside the tensor a: 3 of 4 bytes");
    assertThatThrownBy(() -> read(Arrays.copyOf(bytes, 5)))
        .hasMessage("The safetensors file ends inside the header length: 5 of 8 bytes");
  }

  @Test
  void aFileLongerThanItsHeaderSaysIsRefused() {
    byte[] bytes = bytes(TWO);
    assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length + 1)))
        .hasMessage("The safetensors file is longer than its header says");
  }

  @Test
  void otherFilesAreRefused() {
    byte[] zip = {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 8};
    assertThatThrownBy(() -> read(zip)).hasMessageContaining("Not a safetensors file");
    assertThatThrownBy(() -> read(file("[1]", new byte[0])))
        .hasMessage("Not a safetensors file: its header is not a JSON object");
    assertThatThrownBy(() -> read(file("{\"x\":", new byte[0])))
        .hasMessage("Not a safetensors file: its header is not JSON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "F32 | [2] | [0,4] | cannot lie in the bytes [0, 4)",
        "F32 | [-1] | [0,4] | cannot lie in the bytes",
        "F32 | [65536,65536,65536,65536] | [0,0] | cannot lie in the bytes",
        "F32 | [1] | [4,8] | begins at byte 4, not at 0",
        "F8 | [4] | [0,4] | has the element type \"F8\"",
        "F32 | 1 | [0,4] | has no shape",
      })
  void headersThatContradictThemselvesAreRefused(
      String type, String shape, String offsets, String reason) {
    String header =
        "{\"x\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}"
            .formatted(type, shape, offsets);
    assertThatThrownBy(() -> read(file(header, new byte[8])))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Invalid safetensors file: tensor x")
        .hasMessageContaining(reason);
  }

  private static byte[] file(String header, byte[] values) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + values.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .put(values)
        .array();
  }

  private static byte[] bytes(Safetensors file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      file.write(out);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Safetensors read(byte[] bytes) throws IOException {
    return Safetensors.read(new ByteArrayInputStream(bytes));
  }
}
