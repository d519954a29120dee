package org.lvmmed.model.export;

import java.nio.ByteBuffer;

/** The element types of safetensors that can be read as floats. */
enum ElementType {
  F64(8),
  F32(4),
  F16(2),
  BF16(2),
  I64(8),
  I32(4),
  I16(2),
  I8(1),
  U8(1),
  BOOL(1);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Size of one element. */
  int bytes() {
    return bytes;
  }

  /** The next element of a little-endian buffer. */
  float read(ByteBuffer buffer) {
    return switch (this) {
      case F64 -> (float) buffer.getDouble();
      case F32 -> buffer.getFloat();
      case F16 -> half(buffer.getShort());
      case BF16 -> Float.intBitsToFloat(buffer.getShort() << 16);
      case I64 -> buffer.getLong();
      case I32 -> buffer.getInt();
      case I16 -> buffer.getShort();
      case I8 -> buffer.get();
      case U8, BOOL -> buffer.get() & 0xff;
    };
  }

  /** IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits. */
  static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> Math.scalb(fraction, -24);
          case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb(1024f + fraction, exponent - 25);
        };
    return bits < 0 ? -magnitude : magnitude;
  }
}
