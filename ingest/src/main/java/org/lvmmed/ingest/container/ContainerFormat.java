package org.lvmmed.ingest.container;

import java.io.IOException;
import java.util.Optional;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.io.Source;

/** A kind of file that holds others. A site's own is found by {@code ServiceLoader}. */
public interface ContainerFormat {

  /** Whether a file of this name may be such a container; its content has the last word. */
  boolean claims(String name);

  /**
   * Opens a container.
   *
   * @return nothing if the file is an image by itself, whatever its name
   * @throws UnreadableImageException if it is neither
   */
  Optional<Container> open(Source source, ContainerLimits limits)
      throws IOException, UnreadableImageException;
}
