package org.lvmmed.jobs.pretrain;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import org.apache.spark.serializer.DeserializationStream;
import org.apache.spark.serializer.SerializationStream;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;

/**
 * Keys that are numbers and values that are bytes, through a shuffle as they are: the key, the
 * length, the bytes. Spark's own serialisers copy such bytes several times, and Kryo is made anew
 * for every task.
 */
final class PartSerializer extends Serializer implements Serializable {

  private static final long serialVersionUID = 1L;

  @Override
  public SerializerInstance newInstance() {
    return new Instance();
  }

  /** Parts bear no reference to each other. */
  @Override
  public boolean supportsRelocationOfSerializedObjects() {
    return true;
  }

  /** A shuffle asks for streams alone. */
  private static final class Instance extends SerializerInstance {

    @Override
    public SerializationStream serializeStream(OutputStream out) {
      return new Writing(new DataOutputStream(out));
    }

    @Override
    public DeserializationStream deserializeStream(InputStream in) {
      return new Reading(new DataInputStream(in));
    }

    @Override
    public <T> ByteBuffer serialize(T value, ClassTag<T> type) {
      throw new UnsupportedOperationException("Parts are written as streams");
    }

    @Override
    public <T> T deserialize(ByteBuffer bytes, ClassTag<T> type) {
      throw new UnsupportedOperationException("Parts are read as streams");
    }

    @Override
    public <T> T deserialize(ByteBuffer bytes, ClassLoader loader, ClassTag<T> type) {
      throw new UnsupportedOperationException("Parts are read as streams");
    }
  }

  /** Keys and values come in turn. */
  private static final class Writing extends SerializationStream {
    private final DataOutputStream out;

    Writing(DataOutputStream out) {
      this.out = out;
    }

    @Override
    public <T> SerializationStream writeObject(T keyOrValue, ClassTag<T> type) {
      asItIs(
          () -> {
            if (keyOrValue instanceof byte[] bytes) {
              out.writeInt(bytes.length);
              out.write(bytes);
            } else {
              out.writeInt((Integer) keyOrValue);
            }
          });
      return this;
    }

    @Override
    public void flush() {
      asItIs(out::flush);
    }

    @Override
    public void close() {
      asItIs(out::close);
    }
  }

  private static final class Reading extends DeserializationStream {
    private final DataInputStream in;
    private boolean value;
    private Object read = 0;

    Reading(DataInputStream in) {
      this.in = in;
    }

    @Override
    @SuppressWarnings("unchecked") // The shuffle's types are Integer and byte[], in turn.
    public <T> T readObject(ClassTag<T> type) {
      asItIs(() -> read = value ? bytes() : Integer.valueOf(in.readInt()));
      value = !value;
      return (T) read;
    }

    /** Spark takes the end of a file for the end of the parts, which it is not within one. */
    private byte[] bytes() throws IOException {
      byte[] bytes = new byte[in.readInt()];
      int length = in.readNBytes(bytes, 0, bytes.length);
      if (length < bytes.length) {
        throw new IOException("A part of " + bytes.length + " bytes ends after " + length);
      }
      return bytes;
    }

    @Override
    public void close() {
      asItIs(in::close);
    }
  }

  /** What may fail on a stream. */
  private interface Action {
    void run() throws IOException;
  }

  /** Spark waits for the stream's own exceptions, which its Scala methods need not declare. */
  private static void asItIs(Action action) {
    try {
      action.run();
    } catch (IOException e) {
      throw PartSerializer.<RuntimeException>undeclared(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Exception> RuntimeException undeclared(Exception e) throws E {
    throw (E) e;
  }
}
