package org.lvmmed.model.network;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What stands on an encoder: operations that read its nodes or its images ({@link
 * NetworkGraph#INPUT}), and which nodes are the network's outputs.
 *
 * @param nodes in an order in which they can be computed; their names start with {@link #PREFIX}
 * @param outputs names of nodes, of the head or of what it stands on
 */
public record HeadGraph(List<NetworkNode> nodes, List<String> outputs) implements Serializable {

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
  }

  /** No node of its own: an encoder's node as the one output. */
  public static HeadGraph none(String output) {
    return new HeadGraph(List.of(), List.of(output));
  }

  /** Whether a node or a tensor of that name is a head's. */
  public static boolean isHead(String name) {
    return name.startsWith(PREFIX);
  }
}
