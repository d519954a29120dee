package org.lvmmed.ingest.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The text of a table: UTF-8, UTF-16 with its mark, or the encoding that is stated. */
final class TableText {
  private TableText() {}

  /** The text without its mark; nothing where the bytes are not of the encoding. */
  static Optional<String> of(byte[] bytes, @Nullable Charset stated) {
    Charset charset = stated == null ? byMark(bytes) : stated;
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      // No table has this character; UTF-16 and UTF-32 that are taken for something else have.
      if (text.indexOf('\0') >= 0) {
        return Optional.empty();
      }
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Charset byMark(byte[] bytes) {
    int first = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    return switch (first) {
      case 0xfeff -> StandardCharsets.UTF_16BE;
      case 0xfffe -> StandardCharsets.UTF_16LE;
      default -> StandardCharsets.UTF_8;
    };
  }
}
