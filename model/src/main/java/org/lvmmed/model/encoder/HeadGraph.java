package org.lvmmed.model.encoder;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What stands on an encoder: operations that read its nodes (see {@link ResNet#stages}) or its
 * images ({@link ResNet#INPUT}), and which of them are the network's outputs.
 *
 * @param nodes in an order in which they can be computed; their names start with {@link #PREFIX}
 * @param outputs names of nodes that no other node reads
 */
public record HeadGraph(List<NetworkNode> nodes, List<String> outputs) {

  /** How the names of a head's nodes start. */
  public static final String PREFIX = "head.";

  public HeadGraph {
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
    Set<String> names = new HashSet<>();
    for (NetworkNode node : nodes) {
      if (!isHead(node.name()) || !names.add(node.name())) {
        throw new IllegalArgumentException(
            "Invalid node of a head: '%s' (unique, starting with '%s')"
                .formatted(node.name(), PREFIX));
      }
    }
    if (!names.containsAll(outputs)) {
      throw new IllegalArgumentException("Invalid outputs of a head: %s".formatted(outputs));
    }
  }

  static boolean isHead(String layer) {
    return layer.startsWith(PREFIX);
  }
}
