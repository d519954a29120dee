package org.lvmmed.jobs.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory of this process that was resident, as the kernel counts it. */
final class ResidentPeak {

  private static final Path RESET = Path.of("/proc/self/clear_refs");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";

  private ResidentPeak() {}

  /** Forgets what was resident before, where the kernel lets it. */
  static ResidentPeak fromNow() {
    System.gc();
    try {
      Files.writeString(RESET, "5");
    } catch (IOException e) {
      // Then the peak is that of the whole process, which is no less.
    }
    return new ResidentPeak();
  }

  long megabytes() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(PEAK))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
