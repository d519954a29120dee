package org.lvmmed.jobs.doctor;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.doctor.Finding.Level;

/**
 * Whether native arrays lie on huge pages. They are mapped and unmapped in every training step, and
 * with pages of 4 KiB the page faults cost more than the arithmetic at small image sizes.
 *
 * @param tunables {@code GLIBC_TUNABLES} of the process; empty: not set
 * @param kernel the kernel's setting for transparent huge pages, as its file has it; empty: no such
 *     file
 */
record HugePages(String tunables, String kernel) implements Serializable {

  private static final Path SETTING = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
  private static final String TUNABLE = "glibc.malloc.hugetlb=1";

  /** What holds in this process. */
  static HugePages here() {
    return new HugePages(orEmpty(System.getenv("GLIBC_TUNABLES")), kernelSetting());
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static String kernelSetting() {
    try {
      return Files.readString(SETTING).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private boolean always() {
    return kernel.contains("[always]");
  }

  private boolean allowed() {
    return always() || kernel.contains("[madvise]");
  }

  /** In use, as far as settings tell: a glibc older than 2.35 ignores the variable. */
  Level level() {
    return always() || (allowed() && tunables.contains(TUNABLE)) ? Level.OK : Level.WARN;
  }

  String message() {
    if (level() == Level.OK) {
      return "huge pages for native arrays";
    }
    return allowed()
        ? "no huge pages for native arrays, which makes training up to four times slower: set"
            + " GLIBC_TUNABLES="
            + TUNABLE
            + " (executors: spark.executorEnv.GLIBC_TUNABLES)"
        : "no huge pages for native arrays, which makes training up to four times slower: the"
            + " kernel refuses them; write madvise to "
            + SETTING;
  }
}
