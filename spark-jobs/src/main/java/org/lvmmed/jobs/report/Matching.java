package org.lvmmed.jobs.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One graph's matching, an entry of {@code pretrain/matchings.json}: the unperturbed solve between
 * two views of the same images.
 *
 * @param round when it was solved
 * @param images the graph's nodes, as image ids
 * @param permutation the node of the second view that each node of the first was matched to; the
 *     right one is its own index
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Matching(
    int round, @JsonProperty("image_ids") List<String> images, List<Integer> permutation) {

  Matching {
    boolean valid =
        images.size() == permutation.size()
            && permutation.stream().allMatch(to -> to >= 0 && to < images.size());
    if (!valid) {
      throw new IllegalArgumentException(
          "a matching needs one partner, from 0 to below the number of images, for each image");
    }
  }

  int size() {
    return images.size();
  }

  boolean right(int node) {
    return permutation.get(node) == node;
  }

  long rightNodes() {
    return java.util.stream.IntStream.range(0, size()).filter(this::right).count();
  }
}
