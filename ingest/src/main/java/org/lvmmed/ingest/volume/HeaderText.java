package org.lvmmed.ingest.volume;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** Reads the lines of a text header and counts its bytes, so that the data behind it are found. */
final class HeaderText {
  private static final int MAX_BYTES = 1 << 20;

  private final InputStream in;
  private long bytes;

  HeaderText(InputStream in) {
    this.in = in;
  }

  /** Bytes read so far. */
  long bytes() {
    return bytes;
  }

  /** The next line without its end, or nothing at the end of the file. */
  Optional<String> line() throws IOException, UnreadableImageException {
    StringBuilder line = new StringBuilder();
    int c = next();
    if (c < 0) {
      return Optional.empty();
    }
    while (c >= 0 && c != '\n') {
      if (c != '\r') {
        line.append((char) c);
      }
      c = next();
    }
    return Optional.of(line.toString());
  }

  private int next() throws IOException, UnreadableImageException {
    int c = in.read();
    bytes += c < 0 ? 0 : 1;
    if (bytes > MAX_BYTES) {
      throw new UnreadableImageException(
          Reason.CORRUPT, "The header has more than " + MAX_BYTES + " bytes");
    }
    return c;
  }

  /** Whole numbers separated by blanks. */
  static List<Integer> integers(String key, String text) throws UnreadableImageException {
    List<Integer> numbers = new ArrayList<>();
    for (String word : text.trim().split("\\s+")) {
      numbers.add(integer(key, word));
    }
    return numbers;
  }

  static int integer(String key, String text) throws UnreadableImageException {
    try {
      return Integer.parseInt(text.trim());
    } catch (NumberFormatException e) {
      throw new UnreadableImageException(
          Reason.CORRUPT, "Invalid " + key + ": not a whole number", e);
    }
  }

  /**
   * Numbers separated by blanks; none where there is no text.
   *
   * @throws UnreadableImageException if a word is no number
   */
  static List<Double> numbers(String key, String text) throws UnreadableImageException {
    List<Double> numbers = new ArrayList<>();
    try {
      for (String word : text.trim().split("\\s+")) {
        if (!word.isEmpty()) {
          numbers.add(Double.parseDouble(word));
        }
      }
    } catch (NumberFormatException e) {
      throw new UnreadableImageException(
          Reason.CORRUPT,
          "Invalid " + key + ": it is there and is no number (digits, a point, an exponent)",
          e);
    }
    return numbers;
  }

  /** The first bytes of a file as text, for signatures. */
  static String start(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1);
  }
}
