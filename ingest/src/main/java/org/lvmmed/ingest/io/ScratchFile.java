package org.lvmmed.ingest.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A temporary file for patients' pictures, which leaves nothing that anyone could read: its bytes
 * are encrypted (AES in counter mode) with a key of its own that only this object holds, and where
 * the system allows it, it loses its name when it is opened. It is written from its start to its
 * end and read anywhere; {@link #append} is for one thread, {@link #read(ByteBuffer, long)} for
 * any.
 */
public final class ScratchFile implements SeekableByteChannel {

  private static final String TRANSFORMATION = "AES/CTR/NoPadding";
  private static final int BLOCK = 16;
  private static final int CHUNK = 1 << 16;

  private final FileChannel file;
  private final SecretKeySpec key;
  private final Cipher appending;
  private volatile long size;
  private long position;

  private ScratchFile(FileChannel file) throws IOException {
    byte[] secret = new byte[BLOCK];
    new SecureRandom().nextBytes(secret);
    this.file = file;
    this.key = new SecretKeySpec(secret, "AES");
    this.appending = cipher(Cipher.ENCRYPT_MODE, 0);
  }

  /** An empty file in the system's folder for temporary ones. */
  public static ScratchFile create() throws IOException {
    Path path = Files.createTempFile("lvm-med", ".scratch");
    FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try {
      return new ScratchFile(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** A file with all that the stream has. The stream is the caller's to close. */
  public static ScratchFile of(InputStream in) throws IOException {
    ScratchFile file = create();
    try {
      byte[] chunk = new byte[CHUNK];
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        file.append(ByteBuffer.wrap(chunk, 0, length));
      }
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Adds bytes at the end. */
  public void append(ByteBuffer bytes) throws IOException {
    ByteBuffer hidden = ByteBuffer.allocate(bytes.remaining());
    try {
      appending.update(bytes, hidden);
    } catch (GeneralSecurityException e) {
      throw new IOException("Cannot encrypt a temporary file", e);
    }
    hidden.flip();
    while (hidden.hasRemaining()) {
      file.write(hidden, size + hidden.position());
    }
    size += hidden.limit();
  }

  /**
   * Bytes from a place on, as many as there are and fit.
   *
   * @return how many; −1 at the end or beyond
   */
  public int read(ByteBuffer bytes, long from) throws IOException {
    if (from >= size) {
      return -1;
    }
    int skipped = (int) (from % BLOCK);
    int length = (int) Math.min(bytes.remaining(), size - from);
    ByteBuffer hidden = ByteBuffer.allocate(skipped + length);
    while (hidden.hasRemaining()) {
      if (file.read(hidden, from - skipped + hidden.position()) < 0) {
        throw new IOException("A temporary file is shorter than what was written to it");
      }
    }
    ByteBuffer plain = ByteBuffer.allocate(hidden.capacity());
    try {
      cipher(Cipher.DECRYPT_MODE, from / BLOCK).update(hidden.flip(), plain);
    } catch (GeneralSecurityException e) {
      throw new IOException("Cannot decrypt a temporary file", e);
    }
    bytes.put(plain.flip().position(skipped));
    return length;
  }

  /** The key is of this file alone and no place is written twice, so counting from 0 is safe. */
  private Cipher cipher(int mode, long block) throws IOException {
    ByteBuffer counter = ByteBuffer.allocate(BLOCK).putLong(Long.BYTES, block);
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      cipher.init(mode, key, new IvParameterSpec(counter.array()));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IOException("This Java has no " + TRANSFORMATION, e);
    }
  }

  @Override
  public int read(ByteBuffer bytes) throws IOException {
    int length = read(bytes, position);
    position += Math.max(0, length);
    return length;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long wanted) {
    position = wanted;
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  /**
   * @throws NonWritableChannelException always: {@link #append} writes
   */
  @Override
  public int write(ByteBuffer bytes) {
    throw new NonWritableChannelException();
  }

  /**
   * @throws NonWritableChannelException always
   */
  @Override
  public SeekableByteChannel truncate(long length) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
