package org.lvmmed.model.encoder;

import org.jspecify.annotations.Nullable;

/**
 * What a head can read inside an encoder.
 *
 * @param node name of the node that gives it
 * @param stride input pixels per position of the map; of tokens, of the map that a head is to make
 * @param tokens null where the node gives a map
 */
public record Stage(String node, int channels, int stride, @Nullable Tokens tokens) {

  /**
   * How tokens become a map.
   *
   * @param patches the node whose map has their extent
   * @param afterClassToken whether a class token is before those of the positions
   */
  public record Tokens(String patches, boolean afterClassToken) {}

  /** A map. */
  Stage(String node, int channels, int stride) {
    this(node, channels, stride, null);
  }
}
