package org.lvmmed.jobs.ingest;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.lvmmed.ingest.io.FileStore;
import org.lvmmed.ingest.io.LocalFileStore;
import org.lvmmed.ingest.io.Paths;

/** Files below a folder of any Hadoop file system. */
final class HadoopFileStore implements FileStore {
  private final FileSystem files;
  private final Path root;

  private HadoopFileStore(FileSystem files, Path root) {
    this.files = files;
    this.root = root;
  }

  /**
   * The store of a folder. The local disk has one of its own, which knows links.
   *
   * @throws FileNotFoundException if there is no such folder
   */
  static FileStore open(String uri, Configuration configuration) throws IOException {
    Path root = new Path(uri);
    FileSystem files = root.getFileSystem(configuration);
    Path qualified = files.makeQualified(root);
    if (qualified.toUri().getScheme().equals("file")) {
      return new LocalFileStore(java.nio.file.Path.of(qualified.toUri().getPath()));
    }
    if (!files.getFileStatus(qualified).isDirectory()) {
      throw new FileNotFoundException("Not a folder");
    }
    return new HadoopFileStore(files, qualified);
  }

  @Override
  public List<FileEntry> list(String folder) throws IOException {
    List<FileEntry> found = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> all = files.listFiles(resolve(folder), true);
    while (all.hasNext()) {
      LocatedFileStatus file = all.next();
      if (file.isFile()) {
        found.add(
            new FileEntry(relative(file.getPath()), file.getLen(), file.getModificationTime()));
      }
    }
    found.sort(Comparator.comparing(FileEntry::path));
    return found;
  }

  /** Hadoop's file systems have no links. */
  @Override
  public List<String> escapes(String folder) {
    return List.of();
  }

  @Override
  public boolean exists(String path) throws IOException {
    try {
      return files.getFileStatus(resolve(path)).isFile();
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  @Override
  public long size(String path) throws IOException {
    return files.getFileStatus(resolve(path)).getLen();
  }

  @Override
  public InputStream open(String path) throws IOException {
    return files.open(resolve(path));
  }

  @Override
  public SeekableByteChannel channel(String path) throws IOException {
    return new HadoopChannel(files.open(resolve(path)), size(path));
  }

  private Path resolve(String path) throws IOException {
    String inside = Paths.normalise(path);
    return inside.isEmpty() ? root : new Path(root, new Path(null, null, inside));
  }

  private String relative(Path path) {
    return path.toUri().getPath().substring(root.toUri().getPath().length()).replaceAll("^/+", "");
  }
}
