package org.lvmmed.jobs.pretrain.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockResult;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.storage.StreamBlockId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Keeps row groups that have been read on the executor's own disks, up to a bound, for when memory
 * has dropped them. What was kept first stays: in every epoch the whole corpus is read in another
 * order, where the least recently used group is no worse a guess than any other.
 *
 * <p>The files are blocks of Spark's: on the disks that {@code spark.local.dir} or the container
 * names, encrypted where {@code spark.io.encryption.enabled} says so, gone with the application. A
 * disk that is full or fails ends the tier's use, not the task.
 */
final class DiskTier implements PictureSource, AutoCloseable {

  private static final ClassTag<List<byte[]>> PICTURES = ClassTag$.MODULE$.apply(List.class);
  private static final int GROUP_BITS = 32;
  private static final Logger LOG = LoggerFactory.getLogger(DiskTier.class);

  private final PictureSource source;
  private final BlockManager blocks;
  private final int run;
  private final long capacity;
  private final AtomicLong held = new AtomicLong();
  private final Set<BlockId> kept = ConcurrentHashMap.newKeySet();
  private volatile boolean failed;

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
    Optional<List<byte[]>> stored = kept.contains(id) ? stored(id) : Optional.empty();
    if (stored.isPresent()) {
      return stored.get();
    }
    List<byte[]> pictures = source.read(file, group);
    keep(id, pictures);
    return pictures;
  }

  private Optional<List<byte[]>> stored(BlockId id) {
    return onDisk(() -> blocks.getLocalValues(id))
        .filter(Option::isDefined)
        .flatMap(found -> onDisk(() -> pictures(id, found.get())));
  }

  /** What Spark's store answers, which throws checked exceptions undeclared; empty if it fails. */
  private <T> Optional<T> onDisk(Callable<T> access) {
    if (failed) {
      return Optional.empty();
    }
    try {
      return Optional.of(access.call());
    } catch (Exception e) {
      if (Thread.currentThread().isInterrupted() || e instanceof ClosedByInterruptException) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
      failed = true;
      LOG.warn("pretrain: images are no longer kept on this executor's disks: {}", e.toString());
      return Optional.empty();
    }
  }

  /** To the iterator's end, where Spark releases the block; where that is not reached, here. */
  @SuppressWarnings("unchecked") // what keep() has put
  private List<byte[]> pictures(BlockId id, BlockResult block) throws EOFException {
    List<byte[]> pictures = List.of();
    try {
      while (block.data().hasNext()) {
        pictures = (List<byte[]>) block.data().next();
      }
    } catch (Exception e) { // Spark's are undeclared
      blocks.releaseLock(id, Option.empty());
      throw e;
    }
    if (pictures.isEmpty()) {
      throw new EOFException("block " + id + " is cut short");
    }
    return pictures;
  }

  private void keep(BlockId id, List<byte[]> pictures) {
    long bytes = pictures.stream().mapToLong(picture -> picture.length).sum();
    if (held.addAndGet(bytes) <= capacity && put(id, pictures)) {
      kept.add(id);
    } else {
      held.addAndGet(-bytes);
    }
  }

  private boolean put(BlockId id, List<byte[]> pictures) {
    List<byte[]> copy = new ArrayList<>(pictures);
    return onDisk(() -> blocks.putSingle(id, copy, StorageLevel.DISK_ONLY(), false, PICTURES))
        .orElse(false);
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
