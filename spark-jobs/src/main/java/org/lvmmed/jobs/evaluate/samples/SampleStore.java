package org.lvmmed.jobs.evaluate.samples;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.lvmmed.ingest.io.ScratchFile;
import org.lvmmed.model.downstream.sample.TaskSample;
import org.lvmmed.model.downstream.sample.TaskSamples;

/**
 * A unit's samples, decoded, in a temporary file of the executor: memory holds one of them at a
 * time, whatever the dataset's size. The file has no name that others could find, and goes with its
 * store.
 */
public final class SampleStore implements AutoCloseable {

  private final ScratchFile file;
  private final List<StoredSample> samples = new ArrayList<>();

  private SampleStore(ScratchFile file) {
    this.file = file;
  }

  public static SampleStore create() throws IOException {
    return new SampleStore(ScratchFile.create());
  }

  public void add(SampleRow about, TaskSample sample) throws IOException {
    long offset = file.size();
    file.append(StoredSample.pack(sample));
    int length = Math.toIntExact(file.size() - offset);
    samples.add(StoredSample.of(about, sample, offset, length));
  }

  /** Those of the store that are wanted, in the order in which they came. */
  public List<StoredSample> where(Predicate<StoredSample> wanted) {
    return samples.stream().filter(wanted).toList();
  }

  public TaskSample read(StoredSample stored) {
    ByteBuffer bytes = ByteBuffer.allocate(stored.length());
    try {
      while (bytes.hasRemaining()) {
        if (file.read(bytes, stored.offset() + bytes.position()) < 0) {
          throw new EOFException("a temporary file of samples ends early");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read a temporary file: " + e.getMessage(), e);
    }
    return stored.unpack(bytes.flip());
  }

  /** A split as heads take it. */
  public TaskSamples view(List<StoredSample> chosen) {
    return new TaskSamples() {
      @Override
      public int size() {
        return chosen.size();
      }

      @Override
      public TaskSample get(int index) {
        return read(chosen.get(index));
      }
    };
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
