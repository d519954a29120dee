package org.lvmmed.jobs.pretrain.watch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a protocol buffer field by field: what TensorBoard's few messages need. */
final class ProtocolBuffer {

  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int DELIMITED = 2;
  private static final int FOUR_BYTES = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A whole number, at least 0. */
  ProtocolBuffer whole(int field, int value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  ProtocolBuffer number(int field, double value) {
    tag(field, EIGHT_BYTES);
    out.writeBytes(little(Double.BYTES).putDouble(value).array());
    return this;
  }

  ProtocolBuffer number(int field, float value) {
    tag(field, FOUR_BYTES);
    out.writeBytes(little(Float.BYTES).putFloat(value).array());
    return this;
  }

  ProtocolBuffer text(int field, String text) {
    return delimited(field, text.getBytes(StandardCharsets.UTF_8));
  }

  ProtocolBuffer message(int field, ProtocolBuffer message) {
    return delimited(field, message.bytes());
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  private ProtocolBuffer delimited(int field, byte[] content) {
    tag(field, DELIMITED);
    varint(content.length);
    out.writeBytes(content);
    return this;
  }

  private void tag(int field, int kind) {
    varint(field << 3 | kind);
  }

  /** Seven bits a byte, the lowest first; the eighth says that more follow. */
  private void varint(int value) {
    int rest = value;
    while (rest > 0x7f) {
      out.write(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
