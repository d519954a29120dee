package org.lvmmed.ingest.catalog;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The texts of a folder of {@code .conf} files, by name without ending. */
public final class Descriptors {
  private static final String ENDING = ".conf";

  private Descriptors() {}

  public static Map<String, String> read(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(ENDING)).toList()) {
        String name = String.valueOf(file.getFileName());
        texts.put(name.substring(0, name.length() - ENDING.length()), Files.readString(file));
      }
    }
    return texts;
  }

  /**
   * A folder that travels with the program, inside its jar or beside its classes.
   *
   * @param folder such as {@code conf/datasets}
   */
  public static Map<String, String> ofClassPath(ClassLoader loader, String folder)
      throws IOException {
    URL location = loader.getResource(folder);
    if (location == null) {
      throw new IOException("Cannot find " + folder + ": it is not on the class path");
    }
    try {
      return ofLocation(location.toURI(), folder);
    } catch (URISyntaxException e) {
      throw new IOException("Cannot find " + folder + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, String> ofLocation(URI location, String folder) throws IOException {
    if (!location.getScheme().equals("jar")) {
      return read(Path.of(location));
    }
    URI jar = URI.create(location.getSchemeSpecificPart().replaceFirst("!.*", ""));
    try (FileSystem inside = FileSystems.newFileSystem(Path.of(jar), Map.of())) {
      return read(inside.getPath(folder));
    }
  }
}
