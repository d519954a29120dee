package org.lvmmed.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real data beside the project; tests that need them are skipped where they are absent. */
public final class SharedData {
  private SharedData() {}

  public static Path folder(String name) {
    String root = System.getProperty("lvmmed.root", "..");
    String given = System.getProperty("lvmmed.shared");
    Path shared = given != null ? Path.of(given) : Path.of(root, "..", "shared");
    Path folder = shared.resolve("data").resolve(name);
    Assumptions.assumeTrue(Files.isDirectory(folder), "the shared data are not there");
    return folder;
  }
}
