package org.lvmmed.jobs.pretrain.average;

import java.io.DataInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockData;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.RDDBlockId;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.io.ChunkedByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * A vector that the processes of an application share, in chunks that are blocks of Spark's:
 * stored, spilled, encrypted and accounted for as any other. A chunk lies where it was made and,
 * once the driver has read it, with the driver, so that no executor's end loses it. A process that
 * reads one keeps it and serves it to others in turn, as with a broadcast; what it made itself it
 * need not fetch.
 *
 * <p>The blocks bear an RDD's number: Spark then knows that their executors are in use, and moves
 * them where an executor is decommissioned.
 */
public final class SharedVector implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Values of a chunk: 16 MB. */
  static final int CHUNK = 64 * FloatBytes.BLOCK;

  private static final ClassTag<byte[]> BYTES = ClassTag$.MODULE$.apply(byte[].class);
  private static final Logger LOG = LoggerFactory.getLogger(SharedVector.class);
  private static final Cache CACHE = new Cache();

  private final int number;
  private final int length;

  private SharedVector(int number, int length) {
    this.number = number;
    this.length = length;
  }

  /** A vector whose chunks are yet to be stored; only the driver makes one. */
  public SharedVector(JavaSparkContext spark, int length) {
    this.number = spark.sc().newRddId();
    this.length = length;
  }

  /** The driver's own values, offered to all. */
  public static SharedVector of(JavaSparkContext spark, float[] values) {
    SharedVector vector = new SharedVector(spark, values.length);
    vector.store(values, StorageLevel.MEMORY_AND_DISK_SER());
    return vector;
  }

  int length() {
    return length;
  }

  /** The same vector, of which is known now how long it is; nothing must be stored yet. */
  SharedVector ofLength(int values) {
    return new SharedVector(number, values);
  }

  int chunks() {
    return (length + CHUNK - 1) / CHUNK;
  }

  /** Values of a chunk. */
  int length(int chunk) {
    return Math.min(CHUNK, length - chunk * CHUNK);
  }

  /** Stores the whole vector in this process. */
  void store(float[] values, StorageLevel level) {
    for (int chunk = 0; chunk < chunks(); chunk++) {
      List<byte[]> blocks = new ArrayList<>();
      for (int at = 0; at < length(chunk); at += FloatBytes.BLOCK) {
        int n = Math.min(FloatBytes.BLOCK, length(chunk) - at);
        blocks.add(FloatBytes.of(values, chunk * CHUNK + at, n));
      }
      keep(chunk, bytes(blocks), level);
    }
  }

  /**
   * Stores a chunk in this process.
   *
   * @param blocks the chunk's values, in order, as {@link FloatBytes} has them
   */
  void store(int chunk, List<byte[]> blocks) {
    keep(chunk, bytes(blocks), StorageLevel.MEMORY_AND_DISK_SER());
  }

  private static ChunkedByteBuffer bytes(List<byte[]> blocks) {
    return new ChunkedByteBuffer(blocks.stream().map(ByteBuffer::wrap).toArray(ByteBuffer[]::new));
  }

  private void keep(int chunk, ChunkedByteBuffer bytes, StorageLevel level) {
    blocks().putBytes(block(chunk), bytes, level, true, BYTES);
  }

  /**
   * A chunk's values as {@link FloatBytes} has them, from this process or another; empty if none
   * has it any more. To be closed.
   */
  Optional<DataInputStream> open(int chunk) {
    return own(chunk).or(() -> other(chunk).map(bytes -> data(bytes.toInputStream(false))));
  }

  private Optional<DataInputStream> own(int chunk) {
    Option<BlockData> data = blocks().getLocalBytes(block(chunk));
    if (data.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(data(new Locked(data.get().toInputStream(), block(chunk))));
    } catch (Exception e) { // Spark's are undeclared
      release(block(chunk));
      throw e;
    }
  }

  private Optional<ChunkedByteBuffer> other(int chunk) {
    Option<ChunkedByteBuffer> bytes = blocks().getRemoteBytes(block(chunk));
    return bytes.isDefined() ? Optional.of(bytes.get()) : Optional.empty();
  }

  private static DataInputStream data(InputStream stream) {
    return new DataInputStream(stream);
  }

  /**
   * Reads a chunk to its place in a vector, and keeps it in this process; false if no process has
   * it any more.
   */
  boolean read(int chunk, float[] into) {
    Optional<DataInputStream> stream =
        own(chunk).or(() -> other(chunk).map(bytes -> kept(chunk, bytes)));
    if (stream.isEmpty()) {
      return false;
    }
    try (DataInputStream data = stream.get()) {
      FloatBytes.read(data, into, chunk * CHUNK, length(chunk));
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DataInputStream kept(int chunk, ChunkedByteBuffer bytes) {
    try {
      keep(chunk, bytes, StorageLevel.MEMORY_AND_DISK_SER());
    } catch (Exception e) { // Spark's are undeclared: a full disk, an executor on its way out
      LOG.debug("Chunk {} was read, but could not be kept", chunk, e);
    }
    return data(bytes.toInputStream(false));
  }

  /**
   * The whole vector, not to be changed. The tasks of a process that need it at the same time share
   * one copy.
   *
   * @param finish is applied to what was read before anyone sees it; the same for every task
   * @throws IllegalStateException if a chunk is lost
   */
  public float[] values(Consumer<float[]> finish) {
    synchronized (CACHE) {
      float[] values = CACHE.get(number);
      if (values == null) {
        values = read();
        finish.accept(values);
        CACHE.put(number, values);
      }
      return values;
    }
  }

  /**
   * The whole vector, which no other task of the process reads.
   *
   * @throws IllegalStateException if a chunk is lost
   */
  public float[] ownValues() {
    return read();
  }

  /** Each process begins elsewhere, so that not all ask for the same chunk at once. */
  private float[] read() {
    float[] values = new float[length];
    int first = Math.floorMod(SparkEnv.get().executorId().hashCode(), Math.max(1, chunks()));
    for (int i = 0; i < chunks(); i++) {
      int chunk = (first + i) % chunks();
      if (!read(chunk, values)) {
        throw new IllegalStateException("chunk " + chunk + " of a shared vector is lost");
      }
    }
    return values;
  }

  /**
   * Has the vector removed from every process, soon; called by the driver. Does nothing once the
   * application is at its end, which removes it as well.
   */
  public void remove() {
    try {
      blocks().master().removeRdd(number, false);
    } catch (Exception e) { // Spark's are undeclared; what ended the application is what counts
      LOG.debug("A shared vector could not be removed", e);
    }
  }

  private BlockId block(int chunk) {
    return new RDDBlockId(number, chunk);
  }

  private static void release(BlockId block) {
    blocks().releaseLock(block, Option.empty());
  }

  private static BlockManager blocks() {
    return SparkEnv.get().blockManager();
  }

  /** A block of this process, which Spark keeps from being dropped while it is read. */
  private static final class Locked extends FilterInputStream {
    private final BlockId block;

    Locked(InputStream bytes, BlockId block) {
      super(bytes);
      this.block = block;
    }

    @Override
    public void close() throws IOException {
      try {
        super.close();
      } finally {
        release(block);
      }
    }
  }

  /** The vector that was read last, as long as anyone uses it. */
  private static final class Cache {
    private int number = -1;
    private WeakReference<float[]> values = new WeakReference<>(null);

    float @Nullable [] get(int wanted) {
      return wanted == number ? values.get() : null;
    }

    void put(int number, float[] values) {
      this.number = number;
      this.values = new WeakReference<>(values);
    }
  }
}
