package org.lvmmed.ingest.codec;

import org.lvmmed.ingest.image.UnreadableImageException;

/** Decodes one compressed frame. Implementations hold no state and serve several threads. */
@FunctionalInterface
public interface FrameCodec {

  /**
   * Decodes a whole codestream.
   *
   * @param stream the codestream; bytes after its end are ignored
   * @param size what the file that holds the stream says of it; checked before anything is
   *     allocated
   */
  Raster decode(byte[] stream, FrameSize size) throws UnreadableImageException;
}
