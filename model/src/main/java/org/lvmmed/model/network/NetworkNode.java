package org.lvmmed.model.network;

import java.io.Serializable;
import java.util.List;

/**
 * One operation of a network, independent of the library that runs it.
 *
 * @param name torchvision's name of the module where it has parameters
 * @param inputs names of the nodes that it reads, {@link NetworkGraph#INPUT} being what goes in
 */
public record NetworkNode(String name, List<String> inputs, Operation operation)
    implements Serializable {

  public NetworkNode {
    inputs = List.copyOf(inputs);
  }

  /** What a node computes. */
  public sealed interface Operation extends Serializable {}

  /** Square convolution without bias, padded by half its kernel on every side. */
  public record Convolution(int inputs, int outputs, int kernel, int stride) implements Operation {
    /** Pixels of zeros on each side. */
    public int padding() {
      return kernel / 2;
    }
  }

  /** Batch normalisation with affine parameters. */
  public record BatchNorm(int channels) implements Operation {
    /** Added to the variance. */
    public static final double EPSILON = 1e-5;

    /** Weight of a batch's statistics in the running ones. */
    public static final double MOMENTUM = 0.1;
  }

  /** max(x, 0). */
  public record Relu() implements Operation {}

  /** Square maximum, padded by half its kernel on every side. */
  public record MaxPool(int kernel, int stride) implements Operation {
    /** Pixels on each side that never win. */
    public int padding() {
      return kernel / 2;
    }
  }

  /** Sum of two inputs of one shape. */
  public record Add() implements Operation {}

  /**
   * An affine map of the channels at each position, a 1×1 convolution with bias: what a head ends
   * in. Always computed in float32.
   */
  public record Projection(int inputs, int outputs, Start start) implements Operation {

    /** Small weights, so that a head's first outputs are its biases (Lin et al., ICCV 2017). */
    public Projection(int inputs, int outputs, double firstBias) {
      this(inputs, outputs, new SmallWeights(firstBias));
    }

    /** Weights and biases that keep the scale of what goes in. */
    public static Projection keepingScale(int inputs, int outputs) {
      return new Projection(inputs, outputs, new UniformByInputs());
    }
  }

  /** How a projection starts. */
  public sealed interface Start extends Serializable {}

  /** Weights near zero, every bias alike. */
  public record SmallWeights(double bias) implements Start {}

  /** Weights and biases uniform in ±1/√inputs. */
  public record UniformByInputs() implements Start {}

  /**
   * A matrix of parameters that reads nothing: its output is itself, and the gradient of that
   * output is its own. For losses with parameters of their own. Starts uniform in ±1/√rows.
   */
  public record Weights(int rows, int columns) implements Operation {}

  /** Every position doubled along rows and columns. */
  public record Upsample() implements Operation {}

  /** Channels of several inputs of one extent, one after the other. */
  public record Concatenate() implements Operation {}

  /** Patches to vectors: a convolution with bias whose kernel is as large as its stride. */
  public record PatchEmbedding(int inputs, int width, int patch) implements Operation {}

  /**
   * A map's positions as a sequence of tokens, row by row, after a learned one: batch × (1 +
   * positions) × width. Its parameter has the node's name.
   */
  public record ClassToken(int width) implements Operation {}

  /**
   * Adds what is learned for each place of a sequence that begins with a class token. Reads tokens
   * and the map that they came from; where that is not of the grid it was learned for, the grid is
   * resized ({@link GridResize}). Its parameter has the node's name.
   *
   * @param grid rows and columns
   */
  public record Positions(int grid, int width) implements Operation {}

  /**
   * A map's positions as a sequence of tokens, row by row, each with what is learned for its place
   * added: batch × positions × width. Where the map is not of the grid that it was learned for, the
   * grid is resized ({@link GridResize}). Its parameter has the node's name.
   *
   * @param grid rows and columns
   */
  public record PlacedTokens(int grid, int width) implements Operation {}

  /** Each token made of mean 0 and variance 1, then an affine map of each value. */
  public record LayerNorm(int width) implements Operation {
    /** Added to the variance. */
    public static final double EPSILON = 1e-6;
  }

  /** An affine map of each token. */
  public record Linear(int inputs, int outputs) implements Operation {}

  /** x·Φ(x), exactly. */
  public record Gelu() implements Operation {}

  /**
   * Self-attention of several heads between affine maps (Vaswani et al., NIPS 2017): {@code qkv}
   * and {@code proj} below the node's name.
   */
  public record Attention(int width, int heads) implements Operation {}

  /**
   * Self-attention within square windows of a map, or over all of it, with relative positions
   * ({@link RelativePositions}): as in SAM's image encoder (Kirillov et al., "Segment Anything",
   * ICCV 2023) after ViTDet (Li et al., ECCV 2022). Reads tokens, one a position, and the map that
   * they came from. Windows that reach beyond the map are filled up with zeros, which take part.
   * {@code qkv}, {@code proj}, {@code rel_pos_h} and {@code rel_pos_w} below the node's name.
   *
   * @param window rows and columns of a window; 0: the whole map is one
   * @param grid rows and columns of the map that relative positions are learned for, where there
   *     are no windows
   */
  public record WindowAttention(int width, int heads, int window, int grid) implements Operation {

    /** Values of a head's vectors. */
    public int headWidth() {
      return width / heads;
    }

    /** Whether there are windows. */
    public boolean windowed() {
      return window > 0;
    }

    /** Rows of a table of relative positions: learned distances along an axis. */
    public int distances() {
      return RelativePositions.distances(windowed() ? window : grid);
    }
  }

  /**
   * Tokens as a map of the extent of the second input.
   *
   * @param afterClassToken whether the first token is none of a position, and left out
   */
  public record TokenMap(boolean afterClassToken) implements Operation {}

  /** Mean over positions: a map of one position. Always computed in float32. */
  public record GlobalMean() implements Operation {}
}
