package org.lvmmed.ingest.codec;

/**
 * A decoded frame: rows × columns × samples values, little-endian, in C order with the samples of a
 * pixel together.
 *
 * @param bytesPerSample 1, 2, 4 or 8
 * @param precision significant bits of a value, as the coding says
 * @param signed whether the coding itself knows signs; negative values fill their bytes
 * @param lossy whether values may differ from those that were encoded
 * @param colour what the coding says about its colour space
 */
public record Raster(
    FrameSize size,
    int bytesPerSample,
    int precision,
    boolean signed,
    boolean lossy,
    Colour colour,
    byte[] data) {

  public Raster {
    if (data.length != (long) size.length() * bytesPerSample) {
      throw new IllegalArgumentException(
          "Invalid raster: " + data.length + " bytes for " + size + " of " + bytesPerSample);
    }
  }

  /** What a codestream says about its colour space. */
  public enum Colour {
    /** Nothing: the file that holds the stream knows. */
    UNSTATED,
    /** Red, green, blue, whatever the file says. */
    RGB,
    /** Luminance and chrominance of full range, whatever the file says. */
    YBR
  }

  /** Bytes needed for a value of so many bits. */
  public static int bytesFor(int bits) {
    return bits <= 8 ? 1 : bits <= 16 ? 2 : bits <= 32 ? 4 : 8;
  }
}
