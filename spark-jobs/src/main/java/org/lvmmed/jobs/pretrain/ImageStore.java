package org.lvmmed.jobs.pretrain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An executor's decoded images, shared by its tasks and bounded in bytes. What is loaded and
 * dropped is a row group, the unit in which Parquet can be read; the least recently used goes
 * first.
 */
final class ImageStore {

  private static final Map<String, ImageStore> STORES = new HashMap<>();

  private final RowGroupReader reader;
  private final int shortSide;
  private final long capacity;
  private final Map<Group, List<StoredImage>> groups = new LinkedHashMap<>(16, 0.75f, true);
  private long held;

  private ImageStore(RowGroupReader reader, int shortSide, long capacity) {
    this.reader = reader;
    this.shortSide = shortSide;
    this.capacity = capacity;
  }

  private record Group(int file, int number) {}

  /** This JVM's store for a run; a new run's store takes the place of any other. */
  static synchronized ImageStore of(RunSpec run) {
    STORES.keySet().removeIf(other -> !other.equals(run.run()));
    return STORES.computeIfAbsent(
        run.run(),
        r ->
            new ImageStore(
                new RowGroupReader(run.files(), run.configuration().value()),
                run.pretrain().storeSize(),
                run.pretrain().cacheBytes()));
  }

  /** The images at the addresses, in that order. */
  List<StoredImage> get(List<ImageAddress> addresses) throws IOException {
    StoredImage[] found = new StoredImage[addresses.size()];
    for (Map.Entry<Group, List<Integer>> e : byGroup(addresses).entrySet()) {
      List<StoredImage> images = group(e.getKey());
      long first = reader.firstRow(e.getKey().file(), e.getKey().number());
      for (int position : e.getValue()) {
        found[position] = images.get((int) (addresses.get(position).row() - first));
      }
    }
    return List.of(found);
  }

  private Map<Group, List<Integer>> byGroup(List<ImageAddress> addresses) throws IOException {
    Map<Group, List<Integer>> wanted =
        new TreeMap<>(
            (a, b) -> a.file() != b.file() ? a.file() - b.file() : a.number() - b.number());
    for (int i = 0; i < addresses.size(); i++) {
      ImageAddress a = addresses.get(i);
      Group group = new Group(a.file(), reader.groupOf(a.file(), a.row()));
      wanted.computeIfAbsent(group, g -> new ArrayList<>()).add(i);
    }
    return wanted;
  }

  private List<StoredImage> group(Group group) throws IOException {
    synchronized (groups) {
      List<StoredImage> held = groups.get(group);
      if (held != null) {
        return held;
      }
    }
    List<StoredImage> loaded = reader.read(group.file(), group.number(), shortSide);
    keep(group, loaded);
    return loaded;
  }

  private void keep(Group group, List<StoredImage> loaded) {
    synchronized (groups) {
      if (groups.putIfAbsent(group, loaded) == null) {
        held += bytes(loaded);
      }
      Iterator<Map.Entry<Group, List<StoredImage>>> eldest = groups.entrySet().iterator();
      while (held > capacity && groups.size() > 1) {
        held -= bytes(eldest.next().getValue());
        eldest.remove();
      }
    }
  }

  private static long bytes(List<StoredImage> images) {
    return images.stream().mapToLong(StoredImage::bytes).sum();
  }
}
