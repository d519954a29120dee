package org.lvmmed.jobs.pretrain.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkEnv;
import org.lvmmed.jobs.pretrain.plan.ImageAddress;
import org.lvmmed.jobs.pretrain.settings.RunSpec;

/**
 * An executor's images, shared by its tasks and bounded in bytes. What is loaded and dropped is a
 * row group, the unit in which Parquet can be read; the least recently used goes first, to be read
 * again from the executor's disks or from the corpus. A picture is decoded when it is first asked
 * for.
 */
public final class ImageStore {

  private static final Map<String, ImageStore> STORES = new HashMap<>();

  private final RowGroupReader reader;
  private final PictureSource pictures;
  private final int shortSide;
  private final long capacity;
  private final Map<Address, ImageGroup> groups = new LinkedHashMap<>(16, 0.75f, true);
  private final AtomicLong readGroups = new AtomicLong();
  private final AtomicLong readBytes = new AtomicLong();

  /**
   * @param reader says where rows lie
   * @param pictures what is read: the reader itself, or with a tier of disks between
   */
  ImageStore(RowGroupReader reader, PictureSource pictures, int shortSide, long capacity) {
    this.reader = reader;
    this.pictures = pictures;
    this.shortSide = shortSide;
    this.capacity = capacity;
  }

  /** A row group. */
  private record Address(int file, int number) {}

  /** This JVM's store for a run; a new run's store takes the place of any other. */
  public static synchronized ImageStore of(RunSpec run) throws IOException {
    if (!STORES.containsKey(run.run())) {
      clear();
      STORES.put(run.run(), open(run));
    }
    return STORES.get(run.run());
  }

  private static ImageStore open(RunSpec run) throws IOException {
    RowGroupReader reader = new RowGroupReader(run.files(), run.configuration().value());
    long disk = reader.local() ? 0 : run.pretrain().diskCacheSize();
    PictureSource pictures =
        disk == 0
            ? reader
            : new DiskTier(reader, SparkEnv.get().blockManager(), run.run().hashCode(), disk);
    return new ImageStore(reader, pictures, run.pretrain().storeSize(), run.pretrain().cacheSize());
  }

  /** Drops this JVM's images once a run is over. */
  public static synchronized void clear() {
    for (ImageStore store : STORES.values()) {
      if (store.pictures instanceof DiskTier tier) {
        tier.close();
      }
    }
    STORES.clear();
  }

  /** The images at the addresses, in that order. */
  public List<StoredImage> get(List<ImageAddress> addresses) throws IOException {
    StoredImage[] found = new StoredImage[addresses.size()];
    for (Map.Entry<Address, List<Integer>> e : byGroup(addresses).entrySet()) {
      Address address = e.getKey();
      ImageGroup group = group(address);
      long first = reader.firstRow(address.file(), address.number());
      for (int position : e.getValue()) {
        found[position] = group.image((int) (addresses.get(position).row() - first));
      }
    }
    dropOldest();
    return List.of(found);
  }

  private Map<Address, List<Integer>> byGroup(List<ImageAddress> addresses) throws IOException {
    Map<Address, List<Integer>> wanted =
        new TreeMap<>(Comparator.comparingInt(Address::file).thenComparingInt(Address::number));
    for (int i = 0; i < addresses.size(); i++) {
      ImageAddress a = addresses.get(i);
      Address group = new Address(a.file(), reader.groupOf(a.file(), a.row()));
      wanted.computeIfAbsent(group, g -> new ArrayList<>()).add(i);
    }
    return wanted;
  }

  /** Two tasks that want the same group read it once: the second waits for the first. */
  private ImageGroup group(Address address) throws IOException {
    ImageGroup group;
    synchronized (groups) {
      group = groups.computeIfAbsent(address, a -> new ImageGroup(shortSide));
    }
    if (group.load(() -> read(address))) {
      dropOldest();
    }
    return group;
  }

  private List<byte[]> read(Address address) throws IOException {
    List<byte[]> read = pictures.read(address.file(), address.number());
    readGroups.incrementAndGet();
    readBytes.addAndGet(read.stream().mapToLong(picture -> picture.length).sum());
    return read;
  }

  private void dropOldest() {
    synchronized (groups) {
      long held = heldBytes();
      Iterator<ImageGroup> eldest = groups.values().iterator();
      for (int left = groups.size(); held > capacity && left > 1; left--) {
        held -= eldest.next().bytes();
        eldest.remove();
      }
    }
  }

  /**
   * What has been read because memory did not hold it.
   *
   * @param groups row groups
   * @param bytes of pictures as they are stored
   */
  public record Reads(long groups, long bytes) {}

  public Reads reads() {
    return new Reads(readGroups.get(), readBytes.get());
  }

  /** Bytes of all pictures that are held. */
  long heldBytes() {
    synchronized (groups) {
      return groups.values().stream().mapToLong(ImageGroup::bytes).sum();
    }
  }
}
