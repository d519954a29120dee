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
import org.lvmmed.ingest.codec.Faults;
import org.lvmmed.ingest.image.UnreadableImageException;

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

  /**
   * A decimal or integer string's first value; empty if absent.
   *
   * @throws UnreadableImageException if it is there and no number
   */
  OptionalDouble decimal(int tag) throws UnreadableImageException {
    List<Double> all = decimals(tag);
    return all.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(all.get(0));
  }

  /**
   * All values of a decimal string; empty if absent.
   *
   * @throws UnreadableImageException if one is there and no number
   */
  List<Double> decimals(int tag) throws UnreadableImageException {
    Optional<String> text = text(tag);
    if (text.isEmpty()) {
      return List.of();
    }
    List<Double> out = new ArrayList<>();
    for (String part : text.get().split("\\\\", -1)) {
      out.add(number(tag, part.strip()));
    }
    return List.copyOf(out);
  }

  private static double number(int tag, String text) throws UnreadableImageException {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below; the text itself may be anything and is not repeated.
    }
    throw Faults.corrupt(
        "Invalid attribute (%04X,%04X) %s: it is there and is no decimal number (digits, a point, an exponent; no comma); correct the file"
            .formatted(Tag.group(tag), tag & 0xffff, Tag.name(tag)));
  }
}
