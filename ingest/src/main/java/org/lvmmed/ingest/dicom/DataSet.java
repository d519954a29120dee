package org.lvmmed.ingest.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The values that were read of a data set or of one item of a sequence. */
final class DataSet {
  private final Map<Integer, byte[]> values = new HashMap<>();
  private final Map<Integer, List<DataSet>> sequences = new HashMap<>();
  private final ByteOrder order;

  DataSet(boolean bigEndian) {
    order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  void put(int tag, byte[] value) {
    values.put(tag, value);
  }

  void put(int tag, List<DataSet> items) {
    sequences.put(tag, items);
  }

  List<DataSet> items(int tag) {
    return sequences.getOrDefault(tag, List.of());
  }

  /** The first item of a sequence. */
  Optional<DataSet> item(int tag) {
    return items(tag).stream().findFirst();
  }

  boolean has(int tag) {
    byte[] value = values.get(tag);
    return value != null && value.length > 0;
  }

  /** A binary value in the order of the data set, empty if absent. */
  ByteBuffer binary(int tag) {
    return ByteBuffer.wrap(values.getOrDefault(tag, new byte[0])).order(order);
  }

  /** An unsigned binary number of 16 or, where a writer chose them, 32 bits. */
  OptionalInt unsigned(int tag) {
    ByteBuffer value = binary(tag);
    if (value.remaining() < 2) {
      return OptionalInt.empty();
    }
    long number = value.remaining() == 4 ? value.getInt() & 0xffffffffL : value.getShort() & 0xffff;
    return OptionalInt.of((int) Math.min(number, Integer.MAX_VALUE));
  }

  /** A text without its padding, empty if absent or blank. */
  Optional<String> text(int tag) {
    byte[] value = values.getOrDefault(tag, new byte[0]);
    String text = new String(value, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** A decimal or integer string's first value; empty if absent or not a finite number. */
  OptionalDouble decimal(int tag) {
    List<Double> all = decimals(tag);
    return all.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(all.get(0));
  }

  /** All values of a decimal string; empty if absent or if one is not a finite number. */
  List<Double> decimals(int tag) {
    List<Double> out = new ArrayList<>();
    for (String part : text(tag).orElse("").split("\\\\", -1)) {
      OptionalDouble value = number(part.strip());
      if (value.isEmpty()) {
        return List.of();
      }
      out.add(value.getAsDouble());
    }
    return List.copyOf(out);
  }

  private static OptionalDouble number(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
