package org.lvmmed.jobs.pretrain.watch;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One graph's matching, an entry of {@code pretrain/matchings.json}: the unperturbed solve between
 * two views of the same images.
 *
 * @param round when it was solved
 * @param images the graph's nodes, as image ids
 * @param permutation the node of the second view that each node of the first was matched to; the
 *     right one is its own index
 */
public record KeptMatching(
    int round, @JsonProperty("image_ids") List<String> images, List<Integer> permutation) {

  public KeptMatching {
    boolean valid =
        images.size() == permutation.size()
            && permutation.stream().allMatch(to -> to >= 0 && to < images.size());
    if (!valid) {
      throw new IllegalArgumentException(
          "a matching needs one partner, from 0 to below the number of images, for each image");
    }
  }

  /** Number of nodes. */
  public int size() {
    return images.size();
  }

  /** Whether a node was matched to its own second view. */
  public boolean isRight(int node) {
    return permutation.get(node) == node;
  }

  /** How many nodes were. */
  public long rightNodes() {
    return IntStream.range(0, size()).filter(this::isRight).count();
  }
}
