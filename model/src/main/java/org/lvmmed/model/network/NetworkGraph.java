package org.lvmmed.model.network;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lvmmed.model.network.NetworkNode.Weights;

/**
 * A network without a library: named operations, and which of them are its outputs.
 *
 * @param channels of what goes in
 * @param nodes in an order in which they can be computed
 * @param outputs names of nodes
 */
public record NetworkGraph(int channels, List<NetworkNode> nodes, List<String> outputs)
    implements Serializable {

  /** Name of what goes in among the nodes' inputs. */
  public static final String INPUT = "input";

  public NetworkGraph {
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
    requireOrder(nodes, outputs);
  }

  private static void requireOrder(List<NetworkNode> nodes, List<String> outputs) {
    Set<String> known = new HashSet<>(List.of(INPUT));
    for (NetworkNode node : nodes) {
      boolean reads = !(node.operation() instanceof Weights);
      if (!known.containsAll(node.inputs()) || node.inputs().isEmpty() == reads) {
        throw new IllegalArgumentException(
            "Invalid node '%s' of a network: it reads %s, of which each must be a node before it"
                .formatted(node.name(), node.inputs()));
      }
      if (!known.add(node.name())) {
        throw new IllegalArgumentException(
            "Invalid node '%s' of a network: a node before it has that name"
                .formatted(node.name()));
      }
    }
    if (outputs.isEmpty() || !known.containsAll(outputs)) {
      throw new IllegalArgumentException(
          "Invalid outputs of a network: %s (at least one; names of nodes)".formatted(outputs));
    }
  }

  /** A head alone. */
  public static NetworkGraph of(int channels, HeadGraph head) {
    return new NetworkGraph(channels, head.nodes(), head.outputs());
  }

  /** This network with a head on it, whose outputs become the network's. */
  public NetworkGraph with(HeadGraph head) {
    List<NetworkNode> all = new ArrayList<>(nodes);
    all.addAll(head.nodes());
    return new NetworkGraph(channels, all, head.outputs());
  }

  /** Where every tensor lies in the state. */
  public StateLayout layout() {
    return StateLayout.of(nodes);
  }
}
