package org.lvmmed.model.network;

import java.util.Arrays;
import java.util.Random;
import org.lvmmed.model.network.NetworkNode.Attention;
import org.lvmmed.model.network.NetworkNode.BatchNorm;
import org.lvmmed.model.network.NetworkNode.ClassToken;
import org.lvmmed.model.network.NetworkNode.Convolution;
import org.lvmmed.model.network.NetworkNode.LayerNorm;
import org.lvmmed.model.network.NetworkNode.Linear;
import org.lvmmed.model.network.NetworkNode.Operation;
import org.lvmmed.model.network.NetworkNode.PatchEmbedding;
import org.lvmmed.model.network.NetworkNode.PlacedTokens;
import org.lvmmed.model.network.NetworkNode.Positions;
import org.lvmmed.model.network.NetworkNode.Projection;
import org.lvmmed.model.network.NetworkNode.SmallWeights;
import org.lvmmed.model.network.NetworkNode.Weights;
import org.lvmmed.model.network.NetworkNode.WindowAttention;

/**
 * Starting values: convolutions normal with variance 2 / fan-out (He et al., "Delving Deep into
 * Rectifiers", ICCV 2015), a transformer's maps of tokens normal with deviation 0.02, batch norms
 * the identity, the last of each block included. A tensor's values are a function of seed and name
 * alone, so that what else a network has changes nothing.
 */
public final class Initialisation {

  private static final double SMALL_DEVIATION = 0.01;
  private static final double TOKEN_DEVIATION = 0.02;
  private static final double TINY_DEVIATION = 1e-6;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final StateLayout layout;
  private final float[] parameters;
  private final long seed;

  private Initialisation(StateLayout layout, long seed) {
    this.layout = layout;
    this.parameters = new float[layout.parameterCount()];
    this.seed = seed;
  }

  /** Weights and statistics; the same seed gives the same bits on every machine. */
  public static float[] draw(NetworkGraph graph, long seed) {
    Initialisation start = new Initialisation(graph.layout(), seed);
    graph.nodes().forEach(start::draw);
    return start.parameters;
  }

  private void draw(NetworkNode node) {
    String name = node.name();
    if (node.operation() instanceof Convolution c) {
      normal(name + ".weight", Math.sqrt(2.0 / (c.outputs() * c.kernel() * c.kernel())));
    } else if (node.operation() instanceof BatchNorm) {
      fill(name + ".weight", 1);
      fill(name + ".running_var", 1);
    } else if (node.operation() instanceof Projection projection) {
      draw(name, projection);
    } else if (node.operation() instanceof Weights w) {
      uniform(name, 1 / Math.sqrt(w.rows()));
    } else {
      drawTokens(name, node.operation());
    }
  }

  /** Of a transformer's parts, as timm starts them; relative positions start at zero. */
  private void drawTokens(String name, Operation operation) {
    if (operation instanceof PatchEmbedding p) {
      double bound = 1 / Math.sqrt((double) p.inputs() * p.patch() * p.patch());
      uniform(name + ".weight", bound);
      uniform(name + ".bias", bound);
    } else if (operation instanceof ClassToken) {
      normal(name, TINY_DEVIATION);
    } else if (operation instanceof Positions || operation instanceof PlacedTokens) {
      normal(name, TOKEN_DEVIATION);
    } else if (operation instanceof LayerNorm) {
      fill(name + ".weight", 1);
    } else if (operation instanceof Linear) {
      normal(name + ".weight", TOKEN_DEVIATION);
    } else if (operation instanceof Attention || operation instanceof WindowAttention) {
      normal(name + ".qkv.weight", TOKEN_DEVIATION);
      normal(name + ".proj.weight", TOKEN_DEVIATION);
    }
  }

  private void draw(String name, Projection projection) {
    if (projection.start() instanceof SmallWeights small) {
      normal(name + ".weight", SMALL_DEVIATION);
      fill(name + ".bias", small.bias());
    } else {
      uniform(name + ".weight", 1 / Math.sqrt(projection.inputs()));
      uniform(name + ".bias", 1 / Math.sqrt(projection.inputs()));
    }
  }

  private void normal(String name, double deviation) {
    Random random = random(name);
    ParameterTensor tensor = layout.tensor(name);
    for (int i = tensor.offset(); i < tensor.end(); i++) {
      parameters[i] = (float) (deviation * random.nextGaussian());
    }
  }

  private void uniform(String name, double bound) {
    Random random = random(name);
    ParameterTensor tensor = layout.tensor(name);
    for (int i = tensor.offset(); i < tensor.end(); i++) {
      parameters[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
  }

  private void fill(String name, double value) {
    ParameterTensor tensor = layout.tensor(name);
    Arrays.fill(parameters, tensor.offset(), tensor.end(), (float) value);
  }

  private Random random(String name) {
    long key = seed;
    for (int i = 0; i < name.length(); i++) {
      key = (key ^ name.charAt(i)) * GOLDEN;
      key ^= key >>> 29;
    }
    return new Random(key);
  }
}
