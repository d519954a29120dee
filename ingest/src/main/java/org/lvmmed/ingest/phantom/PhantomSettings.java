package org.lvmmed.ingest.phantom;

/**
 * How large a generated corpus is.
 *
 * @param seed decides every draw: equal settings give equal files
 * @param patients number of patients of each dataset
 * @param size rows and columns of each picture, in pixels
 * @param slices slices of each volume
 * @param pictures pictures of each patient in the two-dimensional datasets
 */
public record PhantomSettings(long seed, int patients, int size, int slices, int pictures) {

  /** About a thousand pictures, enough for a demonstration. */
  public static final PhantomSettings DEFAULT = new PhantomSettings(1, 64, 96, 4, 3);

  public PhantomSettings {
    require("patients", patients, 12, 100_000);
    require("size", size, 32, 1024);
    require("slices", slices, 1, 512);
    require("pictures", pictures, 1, 512);
  }

  private static void require(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          String.format(
              "Invalid phantom.%s: %d; it must lie between %d and %d", name, value, low, high));
    }
  }
}
