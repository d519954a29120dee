package org.lvmmed.ingest.pixels;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What the corpus stores of a frame: grey of 8 or 16 bits, or colour of 8.
 *
 * @param channels 1 grey, 3 RGB
 * @param bits 8 or 16
 * @param data rows × columns × channels values, little-endian, in C order
 */
public record Picture(int rows, int columns, int channels, int bits, byte[] data) {

  public Picture {
    long expected = (long) rows * columns * channels * (bits / 8);
    if (data.length != expected) {
      throw new IllegalArgumentException(
          "Invalid picture: " + data.length + " bytes where its dimensions need " + expected);
    }
  }

  /** Value at a position of the C-order array, 0 to 255 or 0 to 65535. */
  public int value(int i) {
    return bits == 8 ? data[i] & 0xff : (data[2 * i] & 0xff) | (data[2 * i + 1] & 0xff) << 8;
  }

  /** SHA-256 of the values, in hexadecimal. */
  public String contentHash() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }
}
