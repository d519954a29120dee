package org.lvmmed.model.encoder;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.Add;
import org.lvmmed.model.network.NetworkNode.Gelu;
import org.lvmmed.model.network.NetworkNode.LayerNorm;
import org.lvmmed.model.network.NetworkNode.Linear;
import org.lvmmed.model.network.NetworkNode.Operation;
import org.lvmmed.model.network.NetworkNode.TokenMap;

/** A transformer under construction, node by node: each reads the one before unless told. */
final class TransformerNodes {

  /** Values of a head's vectors. */
  static final int HEAD_WIDTH = 64;

  private static final int MLP_EXPANSION = 4;

  private final int width;
  private final List<NetworkNode> nodes = new ArrayList<>();
  private String last = NetworkGraph.INPUT;

  TransformerNodes(int width) {
    this.width = width;
  }

  void append(String name, Operation operation) {
    add(name, operation, last);
  }

  /** Reads the node before, and that of the patches. */
  void appendOnPatches(String name, Operation operation) {
    add(name, operation, last, PatchFamily.PATCHES);
  }

  void appendNorm(String name) {
    append(name, new LayerNorm(width));
  }

  /** The sum of the node before and an earlier one. */
  void appendSum(String name, String earlier) {
    add(name, new Add(), earlier, last);
  }

  /** The second half of a block: an MLP of normalised tokens, added to them. */
  void appendMlp(String block) {
    String input = last;
    appendNorm(block + ".norm2");
    append(block + ".mlp.fc1", new Linear(width, MLP_EXPANSION * width));
    append(block + ".mlp.act", new Gelu());
    append(block + ".mlp.fc2", new Linear(MLP_EXPANSION * width, width));
    appendSum(block + ".add2", input);
  }

  /** Name of the node that was added last. */
  String last() {
    return last;
  }

  /** Ends in the tokens as a map. */
  NetworkGraph graph(boolean afterClassToken) {
    appendOnPatches(PatchFamily.MAP, new TokenMap(afterClassToken));
    return new NetworkGraph(3, nodes, List.of(last));
  }

  private void add(String name, Operation operation, String... inputs) {
    nodes.add(new NetworkNode(name, List.of(inputs), operation));
    last = name;
  }
}
