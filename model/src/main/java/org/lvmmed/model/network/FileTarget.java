package org.lvmmed.model.network;

import java.io.IOException;
import java.io.OutputStream;

/** A folder, of whatever file system, in which files can be created. */
@FunctionalInterface
public interface FileTarget {

  /** Opens a new file of that name; the caller closes it. */
  OutputStream create(String name) throws IOException;
}
