package org.lvmmed.ingest.container;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.io.FileStore;
import org.lvmmed.ingest.io.Paths;

/**
 * A store in which containers are folders: {@code scans.zip/ct/1.dcm} is the entry {@code ct/1.dcm}
 * of {@code scans.zip}. Files of the store beneath go before entries of the same path. The latest
 * few containers are kept open; closing the store closes them.
 */
public final class ContainerStore implements FileStore, Closeable {
  private static final int KEPT_OPEN = 8;

  private final FileStore files;
  private final ContainerLimits limits;
  private final Map<String, Container> open = new LinkedHashMap<>(16, 0.75f, true);

  public ContainerStore(FileStore files, ContainerLimits limits) {
    this.files = files;
    this.limits = limits;
  }

  /** With the standard limits. */
  public static ContainerStore over(FileStore files) {
    return new ContainerStore(files, ContainerLimits.DEFAULT);
  }

  /** The files of the store beneath; what is in containers {@link #index} tells. */
  @Override
  public List<FileEntry> list(String folder) throws IOException {
    return files.list(folder);
  }

  @Override
  public List<String> escapes(String folder) throws IOException {
    return files.escapes(folder);
  }

  /** Looks into files that may be containers, one after another. */
  public List<Containers.Indexed> index(List<Containers.Task> tasks) {
    return tasks.stream().map(this::index).toList();
  }

  /** Looks into a file that may be a container. */
  public Containers.Indexed index(Containers.Task task) {
    return Containers.index(files, task, limits);
  }

  @Override
  public boolean exists(String path) throws IOException {
    Optional<Place> place = place(path);
    return place.isEmpty() ? files.exists(path) : container(place.get()).exists(place.get().entry);
  }

  @Override
  public long size(String path) throws IOException {
    Optional<Place> place = place(path);
    return place.isEmpty() ? files.size(path) : container(place.get()).size(place.get().entry);
  }

  @Override
  public InputStream open(String path) throws IOException {
    Optional<Place> place = place(path);
    return place.isEmpty() ? files.open(path) : container(place.get()).open(place.get().entry);
  }

  @Override
  public SeekableByteChannel channel(String path) throws IOException {
    return place(path).isEmpty() ? files.channel(path) : FileStore.super.channel(path);
  }

  @Override
  public Optional<Path> local(String path) throws IOException {
    return place(path).isEmpty() ? files.local(path) : Optional.empty();
  }

  /** An entry of a container. */
  private record Place(String container, String entry) {}

  /** The container that a path leads into; nothing for a file of the store beneath. */
  private Optional<Place> place(String path) throws IOException {
    String inside = Paths.normalise(path);
    for (int slash = inside.indexOf('/'); slash > 0; slash = inside.indexOf('/', slash + 1)) {
      String folder = inside.substring(0, slash);
      if (Containers.claims(folder) && (isOpen(folder) || files.exists(folder))) {
        return Optional.of(new Place(folder, inside.substring(slash + 1)));
      }
    }
    return Optional.empty();
  }

  private synchronized boolean isOpen(String path) {
    return open.containsKey(path);
  }

  private synchronized Container container(Place place) throws IOException {
    Container known = open.get(place.container);
    if (known == null) {
      known = opened(place.container);
      open.put(place.container, known);
      closeBeyond(KEPT_OPEN);
    }
    return known;
  }

  private Container opened(String path) throws IOException {
    try {
      return Containers.open(files, path, limits)
          .orElseThrow(() -> new FileNotFoundException("An entry of what is no archive"));
    } catch (UnreadableImageException e) {
      throw new IOException(e);
    }
  }

  private void closeBeyond(int count) throws IOException {
    List<String> eldest = new ArrayList<>(open.keySet());
    for (String path : eldest.subList(0, Math.max(0, eldest.size() - count))) {
      close(open.remove(path));
    }
  }

  private static void close(@Nullable Container container) throws IOException {
    if (container != null) {
      container.close();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closeBeyond(0);
  }
}
