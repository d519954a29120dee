package org.lvmmed.ingest.volume;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * The header of NumPy's array format, versions 1 to 3.
 *
 * @param shape slowest axis first
 */
record NpyHeader(SampleType type, boolean bigEndian, List<Integer> shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST = 1 << 16;
  private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([<>|=])([a-zA-Z])(\\d*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([\\d,\\s]*)\\)");

  static boolean begins(byte[] head) {
    return head.length > MAGIC.length
        && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /** Reads a header; the stream then stands at the values. */
  static NpyHeader read(InputStream stream) throws IOException, UnreadableImageException {
    DataInputStream in = new DataInputStream(stream);
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2 || !begins(start)) {
      throw corrupt("it does not begin as one");
    }
    int length = Short.reverseBytes(in.readShort()) & 0xffff;
    if (start[MAGIC.length] > 1) {
      length |= (Short.reverseBytes(in.readShort()) & 0xffff) << 16;
    }
    if (length < 0 || length > LONGEST) {
      throw corrupt("its header has " + length + " bytes");
    }
    return parse(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
  }

  private static NpyHeader parse(String text) throws UnreadableImageException {
    Matcher type = TYPE.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!type.find() || !order.find() || !shape.find()) {
      throw corrupt("its header has no plain type, order and shape");
    }
    SampleType known = type(type.group(2).charAt(0), type.group(3));
    if (known == null || order.group(1).equals("True")) {
      throw new UnreadableImageException(
          Reason.UNSUPPORTED,
          "A NumPy array of another kind than whole and floating numbers in C order; save it with"
              + " numpy.ascontiguousarray as one of these");
    }
    List<Integer> sizes = new ArrayList<>();
    for (String size : shape.group(1).split(",")) {
      if (!size.isBlank()) {
        sizes.add(HeaderText.integer("shape", size));
      }
    }
    return new NpyHeader(known, type.group(1).equals(">"), List.copyOf(sizes));
  }

  private static @Nullable SampleType type(char kind, String bytes) {
    return switch (kind + bytes) {
      case "b1", "u1" -> SampleType.UINT8;
      case "i1" -> SampleType.INT8;
      case "u2" -> SampleType.UINT16;
      case "i2" -> SampleType.INT16;
      case "u4" -> SampleType.UINT32;
      case "i4" -> SampleType.INT32;
      case "u8" -> SampleType.UINT64;
      case "i8" -> SampleType.INT64;
      case "f4" -> SampleType.FLOAT32;
      case "f8" -> SampleType.FLOAT64;
      default -> null;
    };
  }

  /**
   * The array's header as NumPy writes it, version 1, for an array of this type and another shape.
   */
  byte[] header(List<Integer> sizes) {
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
            .formatted(
                descr(), sizes.stream().map(size -> size + ",").collect(Collectors.joining(" ")));
    int padded = (MAGIC.length + 4 + text.length() + 1 + 63) / 64 * 64;
    ByteBuffer out = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (padded - MAGIC.length - 4));
    out.put(text.getBytes(StandardCharsets.ISO_8859_1));
    while (out.remaining() > 1) {
      out.put((byte) ' ');
    }
    return out.put((byte) '\n').array();
  }

  private String descr() {
    String order = type.bytes() == 1 ? "|" : bigEndian ? ">" : "<";
    String name = type.name();
    String kind = name.startsWith("U") ? "u" : name.startsWith("I") ? "i" : "f";
    return order + kind + type.bytes();
  }

  /** Whether the shape is that of pictures: two axes of eight and more, colour behind them. */
  boolean isPictures() {
    int last = shape.size() - (isColour() ? 1 : 0);
    return last >= 2 && shape.get(last - 1) >= 8 && shape.get(last - 2) >= 8;
  }

  /** Three or four values of 8 bits on the last axis are colour. */
  boolean isColour() {
    int last = shape.isEmpty() ? 0 : shape.get(shape.size() - 1);
    return shape.size() > 2 && type == SampleType.UINT8 && (last == 3 || last == 4);
  }

  double bytes() {
    return shape.stream().mapToDouble(size -> size).reduce(type.bytes(), (a, b) -> a * b);
  }

  private static UnreadableImageException corrupt(String why) {
    return new UnreadableImageException(Reason.CORRUPT, "No NumPy array: " + why);
  }
}
