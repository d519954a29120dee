package org.lvmmed.ingest.container;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one number of a NumPy array, as WebDataset writes classes ({@code 017.cls.npy}). */
final class NpyNumber {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([<>|])([iubf])([1248])'");
  private static final Pattern ONE =
      Pattern.compile("'shape':\\s*\\((?:\\s*1\\s*,)*(?:\\s*1)?\\s*\\)");

  private NpyNumber() {}

  /** The number as text; null where the bytes are no array of one number. */
  static @Nullable String of(byte[] bytes) {
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      byte[] magic = new byte[MAGIC.length];
      in.get(magic);
      int version = in.getShort() & 0xff;
      byte[] header = new byte[version > 1 ? in.getInt() & 0xffff : in.getShort() & 0xffff];
      in.get(header);
      String text = new String(header, StandardCharsets.ISO_8859_1);
      Matcher type = TYPE.matcher(text);
      boolean one = Arrays.equals(magic, MAGIC) && type.find() && ONE.matcher(text).find();
      return one ? number(type, in) : null;
    } catch (BufferUnderflowException e) {
      return null;
    }
  }

  private static @Nullable String number(Matcher type, ByteBuffer in) {
    in.order(type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    return switch (type.group(2) + type.group(3)) {
      case "b1", "u1" -> Integer.toString(in.get() & 0xff);
      case "i1" -> Byte.toString(in.get());
      case "u2" -> Integer.toString(in.getShort() & 0xffff);
      case "i2" -> Short.toString(in.getShort());
      case "u4" -> Integer.toUnsignedString(in.getInt());
      case "i4" -> Integer.toString(in.getInt());
      case "u8" -> Long.toUnsignedString(in.getLong());
      case "i8" -> Long.toString(in.getLong());
      case "f4" -> Float.toString(in.getFloat());
      case "f8" -> Double.toString(in.getDouble());
      default -> null;
    };
  }
}
