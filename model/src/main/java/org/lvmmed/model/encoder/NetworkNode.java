package org.lvmmed.model.encoder;

import java.util.List;

/**
 * One operation of an encoder, independent of the library that runs it. Nodes come in an order in
 * which they can be computed; the last one's output is the feature map.
 *
 * @param name torchvision's name of the module where it has parameters
 * @param inputs names of the nodes that it reads, {@link ResNet#INPUT} being the images
 */
public record NetworkNode(String name, List<String> inputs, Operation operation) {

  /** What a node computes. */
  public sealed interface Operation {}

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
   * 1×1 convolution with bias: what a head ends in.
   *
   * @param firstBias what every bias starts with
   */
  public record Projection(int inputs, int outputs, double firstBias) implements Operation {}

  /** Every position doubled along rows and columns. */
  public record Upsample() implements Operation {}

  /** Channels of several inputs of one extent, one after the other. */
  public record Concatenate() implements Operation {}

  /** Mean over positions: a map of one position. */
  public record GlobalMean() implements Operation {}
}
