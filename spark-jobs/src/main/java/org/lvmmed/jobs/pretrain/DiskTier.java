package org.lvmmed.jobs.pretrain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockResult;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.storage.StreamBlockId;
import scala.Option;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Keeps row groups that have been read on the executor's own disks, up to a bound, for when memory
 * has dropped them. What was kept first stays: in every epoch the whole corpus is read in another
 * order, where the least recently used group is no worse a guess than any other.
 *
 * <p>The files are blocks of Spark's: on the disks that {@code spark.local.dir} or the container
 * names, encrypted where {@code spark.io.encryption.enabled} says so, gone with the application.
 */
final class DiskTier implements PictureSource, AutoCloseable {

  private static final ClassTag<List<byte[]>> PICTURES = ClassTag$.MODULE$.apply(List.class);
  private static final int GROUP_BITS = 32;

  private final PictureSource source;
  private final BlockManager blocks;
  private final int run;
  private final long capacity;
  private final AtomicLong held = new AtomicLong();
  private final Set<BlockId> kept = ConcurrentHashMap.newKeySet();

  /**
   * @param source of what is not on the disk
   * @param run a number that no other run's tier has
   * @param capacity bytes
   */
  DiskTier(PictureSource source, BlockManager blocks, int run, long capacity) {
    this.source = source;
    this.blocks = blocks;
    this.run = run;
    this.capacity = capacity;
  }

  @Override
  public List<byte[]> read(int file, int group) throws IOException {
    BlockId id = new StreamBlockId(run, (long) file << GROUP_BITS | group);
    Option<BlockResult> local = kept.contains(id) ? blocks.getLocalValues(id) : Option.empty();
    if (local.isDefined()) {
      return pictures(local.get());
    }
    List<byte[]> pictures = source.read(file, group);
    keep(id, pictures);
    return pictures;
  }

  /** To the iterator's end, where Spark releases the block. */
  @SuppressWarnings("unchecked") // what keep() has put
  private static List<byte[]> pictures(BlockResult block) {
    List<byte[]> pictures = List.of();
    while (block.data().hasNext()) {
      pictures = (List<byte[]>) block.data().next();
    }
    return pictures;
  }

  private void keep(BlockId id, List<byte[]> pictures) {
    long bytes = pictures.stream().mapToLong(picture -> picture.length).sum();
    if (held.addAndGet(bytes) > capacity
        || !blocks.putSingle(
            id, new ArrayList<>(pictures), StorageLevel.DISK_ONLY(), false, PICTURES)) {
      held.addAndGet(-bytes);
    } else {
      kept.add(id);
    }
  }

  /** Bytes of the pictures that are kept. */
  long heldBytes() {
    return held.get();
  }

  @Override
  public void close() {
    kept.forEach(id -> blocks.removeBlock(id, false));
    kept.clear();
    held.set(0);
  }
}
