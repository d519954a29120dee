package org.lvmmed.ingest.codec;

import org.lvmmed.ingest.image.UnreadableImageException;

/** The size that a frame must have: pixels and values per pixel. */
public record FrameSize(int rows, int columns, int samples) {

  /** Number of values of the frame; the caller has checked that they fit an array. */
  public int length() {
    return Math.multiplyExact(Math.multiplyExact(rows, columns), samples);
  }

  /** Refuses a codestream whose own dimensions are others. */
  void require(int codedRows, int codedColumns, int codedSamples) throws UnreadableImageException {
    if (codedRows != rows || codedColumns != columns || codedSamples != samples) {
      throw Faults.corrupt(
          "Invalid frame: its codestream is of "
              + describe(codedRows, codedColumns, codedSamples)
              + " where the header says "
              + describe(rows, columns, samples)
              + "; export the image again");
    }
  }

  /**
   * Refuses a codestream that is too short to hold the frame, before memory is spent on it.
   *
   * @param bytes length of the codestream
   * @param valuesPerByte the most values that one byte of this coding can stand for
   */
  void requirePlausible(int bytes, int valuesPerByte) throws UnreadableImageException {
    if ((long) bytes * valuesPerByte < length()) {
      throw Faults.truncated(
          "Truncated frame: " + bytes + " coded bytes cannot hold its " + length() + " values");
    }
  }

  private static String describe(int rows, int columns, int samples) {
    return rows + " x " + columns + " x " + samples;
  }
}
