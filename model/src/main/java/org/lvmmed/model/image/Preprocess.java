package org.lvmmed.model.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.Arrays;

/**
 * How an image becomes an encoder's input: grey to three channels, scaled to [0,1], resized to a
 * square without regard to its aspect ratio (antialiased bilinear), normalised by channel.
 * Pretraining, probes and export share it; its JSON is the export's {@code preprocess.json}.
 *
 * @param size rows and columns, pixels
 * @param mean of each of the three channels, on the scale [0,1]
 * @param std standard deviation of each channel
 */
public record Preprocess(int size, float[] mean, float[] std) implements Serializable {

  private static final String RESIZE = "antialiased-bilinear";
  private static final String ASPECT = "stretch";
  private static final String GREY = "repeat";
  private static final ObjectMapper JSON = new ObjectMapper();

  public Preprocess {
    if (size < 1) {
      throw new IllegalArgumentException(
          "Invalid size of preprocessing: " + size + " (at least 1)");
    }
    mean = mean.clone();
    std = std.clone();
    if (mean.length != 3 || std.length != 3 || std[0] <= 0 || std[1] <= 0 || std[2] <= 0) {
      throw new IllegalArgumentException(
          "Invalid normalisation: mean %s, std %s (three values each, std above 0)"
              .formatted(Arrays.toString(mean), Arrays.toString(std)));
    }
  }

  /** With ImageNet's channel statistics, which published weights expect. */
  public static Preprocess standard(int size) {
    return new Preprocess(
        size, new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});
  }

  /** With mean and standard deviation 0.5, so that inputs lie between −1 and 1. */
  public static Preprocess half(int size) {
    return new Preprocess(size, new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.5f, 0.5f, 0.5f});
  }

  /** The whole image as 3 × size × size normalised values. */
  public float[] apply(Raster image) {
    return normalise(image.resize(size, size));
  }

  /** 3 × height × width normalised values of an image that has its size already. */
  public float[] normalise(Raster image) {
    float[] out = image.chw();
    int area = out.length / 3;
    for (int c = 0; c < 3; c++) {
      for (int i = c * area; i < (c + 1) * area; i++) {
        out[i] = (out[i] - mean[c]) / std[c];
      }
    }
    return out;
  }

  public String toJson() {
    ObjectNode node = JSON.createObjectNode();
    node.put("size", size).put("channels", 3).put("grey", GREY);
    node.putArray("scale").add(0).add(1);
    node.put("resize", RESIZE).put("aspect", ASPECT);
    addAll(node.putArray("mean"), mean);
    addAll(node.putArray("std"), std);
    return node.toPrettyString();
  }

  private static void addAll(ArrayNode array, float[] values) {
    for (float value : values) {
      array.add(value);
    }
  }

  /**
   * Reads what {@link #toJson()} wrote.
   *
   * @throws IllegalArgumentException where a field is missing or states another rule than ours
   */
  public static Preprocess fromJson(String json) {
    JsonNode node = parse(json);
    expect(node, "resize", RESIZE);
    expect(node, "aspect", ASPECT);
    expect(node, "grey", GREY);
    return new Preprocess(node.path("size").asInt(), floats(node, "mean"), floats(node, "std"));
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Unreadable preprocess.json: " + e.getOriginalMessage(), e);
    }
  }

  private static void expect(JsonNode node, String key, String value) {
    if (!value.equals(node.path(key).asText())) {
      throw new IllegalArgumentException(
          "Unsupported %s in preprocess.json: '%s' (%s)"
              .formatted(key, node.path(key).asText(), value));
    }
  }

  private static float[] floats(JsonNode node, String key) {
    JsonNode values = node.path(key);
    float[] out = new float[values.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) values.get(i).asDouble();
    }
    return out;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Preprocess that
        && size == that.size
        && Arrays.equals(mean, that.mean)
        && Arrays.equals(std, that.std);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * size + Arrays.hashCode(mean)) + Arrays.hashCode(std);
  }

  @Override
  public float[] mean() {
    return mean.clone();
  }

  @Override
  public float[] std() {
    return std.clone();
  }
}
