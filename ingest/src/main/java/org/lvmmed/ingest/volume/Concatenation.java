package org.lvmmed.ingest.volume;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.lvmmed.ingest.io.Source;

/** Several files read as one; each is opened when its turn comes. */
final class Concatenation extends InputStream {
  private final Iterator<Source> rest;
  private final Opening opening;
  private InputStream current = InputStream.nullInputStream();

  /** Opens one of the files. */
  @FunctionalInterface
  interface Opening {
    InputStream open(Source file) throws IOException;
  }

  Concatenation(List<Source> files, Opening opening) {
    this.rest = files.iterator();
    this.opening = opening;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    int count = current.read(b, off, len);
    while (count < 0 && rest.hasNext()) {
      current.close();
      current = opening.open(rest.next());
      count = current.read(b, off, len);
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
