package org.lvmmed.ingest.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader saw in a file: the values as stored.
 *
 * @param min least value, NaN left out; null where every value is NaN
 * @param sha256 over the values, little-endian in C order
 * @param ingest what an ingest would make of it
 */
public record Inspection(
    String path,
    String format,
    @Nullable String transferSyntax,
    List<Integer> shape,
    String type,
    @Nullable Double min,
    @Nullable Double max,
    @Nullable Double mean,
    String sha256,
    Meaning ingest) {

  /** One line of JSON. */
  public String toJson() {
    return "{\"path\":"
        + Json.text(path)
        + ",\"format\":"
        + Json.text(format)
        + ",\"transferSyntax\":"
        + Json.text(transferSyntax)
        + ",\"shape\":"
        + Json.numbers(shape)
        + ",\"type\":"
        + Json.text(type)
        + ",\"min\":"
        + Json.number(min)
        + ",\"max\":"
        + Json.number(max)
        + ",\"mean\":"
        + Json.number(mean)
        + ",\"sha256\":"
        + Json.text(sha256)
        + ",\"ingest\":"
        + ingest.toJson()
        + "}";
  }
}
