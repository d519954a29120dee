package org.lvmmed.jobs.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.lvmmed.jobs.config.ConfigException;

/** The folder given by {@code --work}, on any Hadoop file system. Names are relative to it. */
public final class WorkFiles {

  private final FileSystem files;
  private final Path root;

  public WorkFiles(String uri, Configuration configuration) throws IOException {
    this.files = open(uri, configuration);
    this.root = files.makeQualified(new Path(uri));
  }

  /** Hadoop refuses in many ways what is no URI, or of a file system that it does not know. */
  private static FileSystem open(String uri, Configuration configuration) throws IOException {
    try {
      return new Path(uri).getFileSystem(configuration);
    } catch (UnsupportedFileSystemException | RuntimeException e) {
      throw new ConfigException(
          "Cannot open '%s': %s; name a folder of a file system whose jars Spark has"
              .formatted(uri, e.getMessage()));
    }
  }

  /**
   * Writes, reads and deletes a file.
   *
   * @return why that cannot be done; empty where it can
   */
  public Optional<String> trial() {
    String name = ".trial-" + UUID.randomUUID();
    try {
      writeText(name, name);
      boolean same = readText(name).equals(name);
      delete(name);
      return same
          ? Optional.empty()
          : Optional.of("a file read back is not the one that was written");
    } catch (IOException e) {
      return Optional.of(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  /**
   * Asks for a folder that can be written to, before any work is done.
   *
   * @throws ConfigException where it cannot
   */
  public void requireUsable() {
    trial()
        .ifPresent(
            reason -> {
              throw new ConfigException(
                  "Cannot use --work %s: %s; name a folder, or one that can be made, with permission to write"
                      .formatted(root, reason));
            });
  }

  /** The absolute URI of a name in this folder. */
  public String uri(String name) {
    return name.isEmpty() ? root.toString() : new Path(root, name).toString();
  }

  public boolean exists(String name) throws IOException {
    return files.exists(path(name));
  }

  /** Names of the entries of a folder, sorted; empty where there is none. */
  public List<String> list(String folder) throws IOException {
    if (!exists(folder)) {
      return List.of();
    }
    return Arrays.stream(files.listStatus(path(folder)))
        .map(FileStatus::getPath)
        .map(Path::getName)
        .sorted()
        .toList();
  }

  public InputStream open(String name) throws IOException {
    return files.open(path(name));
  }

  public String readText(String name) throws IOException {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Creates or overwrites; the caller closes. Use {@link #writeWhole} where half a file could be
   * taken for a whole one.
   */
  public OutputStream create(String name) throws IOException {
    return files.create(path(name), true);
  }

  /** As {@link #create}, but on a local disk without the checksum file that Hadoop adds. */
  public OutputStream createPlain(String name) throws IOException {
    FileSystem plain = files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
    return plain.create(path(name), true);
  }

  /**
   * Writes under a temporary name and renames, so that the name only ever stands for a whole file.
   */
  public void writeWhole(String name, byte[] content) throws IOException {
    Path temporary = path(name + ".partial");
    try (OutputStream out = files.create(temporary, true)) {
      out.write(content);
    }
    files.delete(path(name), false);
    if (!files.rename(temporary, path(name))) {
      throw new IOException("Cannot rename " + temporary + " to " + path(name));
    }
  }

  public void writeText(String name, String content) throws IOException {
    writeWhole(name, content.getBytes(StandardCharsets.UTF_8));
  }

  public void delete(String name) throws IOException {
    files.delete(path(name), true);
  }

  /** Renames a folder or file over whatever bears the new name. */
  public void replace(String from, String to) throws IOException {
    delete(to);
    if (!files.rename(path(from), path(to))) {
      throw new IOException("Cannot rename " + path(from) + " to " + path(to));
    }
  }

  private Path path(String name) {
    return name.isEmpty() ? root : new Path(root, name);
  }

  /** Whether a URI names the local disk. */
  public static boolean isLocal(String uri) {
    String scheme = URI.create(uri.replace(' ', '_')).getScheme();
    return scheme == null || scheme.equals("file");
  }
}
