package org.lvmmed.model.encoder;

import org.jspecify.annotations.Nullable;

/**
 * What a head can read inside an encoder.
 *
 * @param node name of the node that gives it
 * @param stride input pixels per position of the map; of tokens, of the map that a head is to make
 * @param patches null where the node gives a map; else it gives tokens, and this is the node whose
 *     map has their extent
 */
public record Stage(String node, int channels, int stride, @Nullable String patches) {

  /** A map. */
  Stage(String node, int channels, int stride) {
    this(node, channels, stride, null);
  }
}
