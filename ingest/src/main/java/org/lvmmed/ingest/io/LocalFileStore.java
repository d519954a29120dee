package org.lvmmed.ingest.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Files below a folder of the local disk. Links to files inside the root are files; links to
 * folders are not followed, since what they show is listed where it lies; links out of the root are
 * escapes.
 */
public final class LocalFileStore implements FileStore {
  private final Path root;

  public LocalFileStore(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new FileNotFoundException("Not a folder");
    }
    this.root = root.toRealPath();
  }

  @Override
  public List<FileEntry> list(String folder) throws IOException {
    List<FileEntry> found = new ArrayList<>();
    walk(
        folder,
        (path, attributes) -> {
          if (!attributes.isSymbolicLink() || staysInside(path)) {
            addRegular(found, path);
          }
        });
    found.sort(Comparator.comparing(FileEntry::path));
    return found;
  }

  @Override
  public List<String> escapes(String folder) throws IOException {
    List<String> found = new ArrayList<>();
    walk(
        folder,
        (path, attributes) -> {
          if (attributes.isSymbolicLink() && !staysInside(path)) {
            found.add(relative(path));
          }
        });
    found.sort(Comparator.naturalOrder());
    return found;
  }

  @Override
  public boolean exists(String path) throws IOException {
    Path file = resolve(path);
    return Files.isRegularFile(file) && staysInside(file);
  }

  @Override
  public long size(String path) throws IOException {
    return Files.size(inside(path));
  }

  @Override
  public InputStream open(String path) throws IOException {
    return Files.newInputStream(inside(path));
  }

  @Override
  public SeekableByteChannel channel(String path) throws IOException {
    return Files.newByteChannel(inside(path));
  }

  @Override
  public Optional<Path> local(String path) throws IOException {
    return Optional.of(inside(path));
  }

  private Path inside(String path) throws IOException {
    Path file = resolve(path);
    try {
      if (!staysInside(file)) {
        throw new FileNotFoundException("A link that leaves the root, or leads nowhere");
      }
    } catch (NoSuchFileException e) {
      throw new FileNotFoundException("The file is not there");
    }
    return file;
  }

  private Path resolve(String path) throws IOException {
    return root.resolve(Paths.normalise(path));
  }

  private boolean staysInside(Path path) throws IOException {
    return Files.exists(path) && path.toRealPath().startsWith(root);
  }

  private void addRegular(List<FileEntry> found, Path path) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException vanished) {
      return;
    }
    if (attributes.isRegularFile()) {
      found.add(
          new FileEntry(
              relative(path), attributes.size(), attributes.lastModifiedTime().toMillis()));
    }
  }

  private String relative(Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }

  private void walk(String folder, Visit visit) throws IOException {
    Path start = resolve(folder);
    if (!Files.isDirectory(start, LinkOption.NOFOLLOW_LINKS)) {
      if (Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
        visit.visit(
            start,
            Files.readAttributes(start, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
      }
      return;
    }
    try {
      Files.walkFileTree(start, new Walker(visit));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private interface Visit {
    void visit(Path path, BasicFileAttributes attributes) throws IOException;
  }

  /** Passes over what cannot be opened: a folder that vanished or is closed to us. */
  private static final class Walker extends SimpleFileVisitor<Path> {
    private final Visit visit;

    Walker(Visit visit) {
      this.visit = visit;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      visit.visit(file, attributes);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw new IOException("A folder below the root cannot be listed: " + e.getClass().getName());
    }
  }
}
