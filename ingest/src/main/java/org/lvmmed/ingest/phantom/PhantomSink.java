package org.lvmmed.ingest.phantom;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the files of a corpus go. Paths are relative, separated by '/'. Several threads may ask at
 * once.
 */
@FunctionalInterface
public interface PhantomSink {

  /** Opens a new file, its folders made if need be; an existing one is overwritten. */
  OutputStream create(String path) throws IOException;

  /** A sink that writes below a folder of the default file system. */
  static PhantomSink directory(Path root) {
    return path -> {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      return Files.newOutputStream(file);
    };
  }
}
