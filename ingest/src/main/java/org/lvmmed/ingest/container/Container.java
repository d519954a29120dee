package org.lvmmed.ingest.container;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * An opened container. Its entries are files to whoever reads them; they are read where they lie
 * and never unpacked to disk. Entries may be opened by several threads.
 */
public interface Container extends Closeable {

  /**
   * Everything in it.
   *
   * @param columns which columns are meant, where it has any
   */
  Contents contents(Columns columns) throws IOException, UnreadableImageException;

  boolean exists(String entry) throws IOException;

  /** The entry's size in bytes, exactly. */
  long size(String entry) throws IOException;

  InputStream open(String entry) throws IOException;
}
