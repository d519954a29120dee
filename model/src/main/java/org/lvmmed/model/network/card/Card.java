package org.lvmmed.model.network.card;

import java.io.Serializable;
import java.util.Locale;

/**
 * A card as its driver describes it.
 *
 * @param index its number in the driver's order
 * @param name the product's
 * @param capability CUDA compute capability, which decides what machine code it runs
 * @param driver version of the driver
 * @param memory in bytes
 * @param free bytes that no process holds
 */
public record Card(int index, String name, double capability, String driver, long memory, long free)
    implements Serializable {

  /** One line for a log. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "card %d, %s, compute capability %.1f, driver %s, %s free",
        index,
        name,
        capability,
        driver,
        freeOfAll());
  }

  String freeOfAll() {
    double gigabyte = 1L << 30;
    return String.format(Locale.ROOT, "%.1f of %.1f GB", free / gigabyte, memory / gigabyte);
  }

  /** 580 of 580.159.03; 0 where the driver says something else. */
  int driverMajor() {
    String major = driver.split("\\.", 2)[0];
    return major.matches("\\d{1,6}") ? Integer.parseInt(major) : 0;
  }
}
