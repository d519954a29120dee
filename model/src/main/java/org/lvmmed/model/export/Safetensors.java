package org.lvmmed.model.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The safetensors file format: eight bytes with the little-endian length of a JSON header, the
 * header (name to type, shape and byte range), the values. Only float tensors are written.
 *
 * @param metadata the header's {@code __metadata__}, strings only
 * @param tensors in the order of their bytes
 */
public record Safetensors(Map<String, String> metadata, List<NamedTensor> tensors) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METADATA = "__metadata__";
  private static final int LENGTH_BYTES = 8;
  private static final int ALIGNMENT = 8;

  /** The format's own limit against forged lengths. */
  private static final long LARGEST_HEADER = 100_000_000;

  private static final int CHUNK_BYTES = 1 << 16;

  /** Writes all tensors as 32-bit floats; the stream stays open. */
  public void write(OutputStream out) throws IOException {
    byte[] header = header();
    out.write(littleEndian(LENGTH_BYTES).putLong(header.length).array());
    out.write(header);
    for (NamedTensor tensor : tensors) {
      writeValues(tensor.values(), out);
    }
  }

  /** Padded with spaces, as the format allows, so that the values are aligned. */
  private byte[] header() throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode about = root.putObject(METADATA);
    metadata.forEach(about::put);
    long offset = 0;
    for (NamedTensor tensor : tensors) {
      ObjectNode entry = root.putObject(tensor.name());
      entry.put("dtype", ElementType.F32.name());
      entry.set("shape", JSON.valueToTree(tensor.shape()));
      long end = offset + (long) Float.BYTES * tensor.values().length;
      entry.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    String json = JSON.writeValueAsString(root);
    int padding = Math.floorMod(-json.getBytes(StandardCharsets.UTF_8).length, ALIGNMENT);
    return (json + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
  }

  private static void writeValues(float[] values, OutputStream out) throws IOException {
    ByteBuffer buffer = littleEndian(CHUNK_BYTES);
    for (int from = 0; from < values.length; from += CHUNK_BYTES / Float.BYTES) {
      int count = Math.min(CHUNK_BYTES / Float.BYTES, values.length - from);
      buffer.asFloatBuffer().put(values, from, count);
      out.write(buffer.array(), 0, count * Float.BYTES);
    }
  }

  /**
   * Reads a whole file; the stream stays open. All numbers become floats.
   *
   * @throws IOException where the stream ends early or its bytes break the format's rules
   */
  public static Safetensors read(InputStream in) throws IOException {
    JsonNode header = readHeader(in);
    List<SafetensorsEntry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      if (!field.getKey().equals(METADATA)) {
        entries.add(SafetensorsEntry.of(field.getKey(), field.getValue()));
      }
    }
    entries.sort(
        Comparator.comparingLong(SafetensorsEntry::begin).thenComparingLong(SafetensorsEntry::end));
    return new Safetensors(metadata(header.path(METADATA)), readTensors(entries, in));
  }

  private static JsonNode readHeader(InputStream in) throws IOException {
    long length =
        ByteBuffer.wrap(readFully(in, LENGTH_BYTES, "header length"))
            .order(ByteOrder.LITTLE_ENDIAN)
            .getLong();
    if (length < 2 || length > LARGEST_HEADER) {
      throw new IOException(
          "Not a safetensors file: its header would be %d bytes long (2 to %d)"
              .formatted(length, LARGEST_HEADER));
    }
    try {
      JsonNode header = JSON.readTree(readFully(in, (int) length, "header"));
      if (header.isObject()) {
        return header;
      }
      throw new IOException("Not a safetensors file: its header is not a JSON object");
    } catch (JsonProcessingException e) {
      throw new IOException("Not a safetensors file: its header is not JSON", e);
    }
  }

  private static Map<String, String> metadata(JsonNode node) {
    Map<String, String> metadata = new LinkedHashMap<>();
    node.properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
    return metadata;
  }

  private static List<NamedTensor> readTensors(List<SafetensorsEntry> entries, InputStream in)
      throws IOException {
    List<NamedTensor> tensors = new ArrayList<>();
    long position = 0;
    for (SafetensorsEntry entry : entries) {
      entry.checkFollows(position);
      byte[] bytes = readFully(in, entry.bytes(), "tensor " + entry.name());
      tensors.add(entry.decode(bytes));
      position = entry.end();
    }
    if (in.read() >= 0) {
      throw new IOException("The safetensors file is longer than its header says");
    }
    return tensors;
  }

  private static byte[] readFully(InputStream in, int length, String what) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException(
          "The safetensors file ends inside the %s: %d of %d bytes"
              .formatted(what, bytes.length, length));
    }
    return bytes;
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
