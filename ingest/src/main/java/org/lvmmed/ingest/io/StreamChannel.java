package org.lvmmed.ingest.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A channel over a file system that only has streams: going forward skips, going back opens the
 * file again.
 */
final class StreamChannel implements SeekableByteChannel {
  private final Opening opening;
  private final long size;
  private @Nullable InputStream in;
  private long streamed;
  private long position;
  private boolean closed;

  StreamChannel(Opening opening, long size) {
    this.opening = opening;
    this.size = size;
  }

  /** Opens the file at its first byte. */
  @FunctionalInterface
  interface Opening {
    InputStream open() throws IOException;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (position >= size) {
      return -1;
    }
    byte[] bytes = stream().readNBytes((int) Math.min(target.remaining(), size - position));
    target.put(bytes);
    position += bytes.length;
    streamed = position;
    return bytes.length == 0 && target.hasRemaining() ? -1 : bytes.length;
  }

  private InputStream stream() throws IOException {
    if (in == null || position < streamed) {
      release();
      in = opening.open();
      streamed = 0;
    }
    in.skipNBytes(position - streamed);
    streamed = position;
    return in;
  }

  private void release() throws IOException {
    if (in != null) {
      in.close();
      in = null;
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long to) {
    position = to;
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    release();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long to) {
    throw new NonWritableChannelException();
  }
}
