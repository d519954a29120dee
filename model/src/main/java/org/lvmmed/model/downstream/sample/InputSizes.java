package org.lvmmed.model.downstream.sample;

/** The encoders halve their maps up to five times, and decoders double them again. */
public final class InputSizes {

  public static final int MULTIPLE = 32;

  private InputSizes() {}

  public static void requireMultiple(int size) {
    if (size % MULTIPLE != 0) {
      throw new IllegalArgumentException(
          "Invalid input size of a head: %d (a multiple of %d)".formatted(size, MULTIPLE));
    }
  }

  public static int roundedUp(int size) {
    return (size + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
  }
}
