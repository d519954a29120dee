package org.lvmmed.ingest.inspect;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.corpus.Preview;
import org.lvmmed.ingest.pixels.Window;

/**
 * What an ingest would make of a file.
 *
 * @param order stored numbers of the frames in the order of slices; null where it is the file's
 * @param window what becomes black and white, or null where values are as stored
 * @param spacing row, column and slice spacing in millimetres
 * @param geometry where the image lies, or null
 * @param remarks what a person would be told
 */
public record Meaning(
    @Nullable List<Integer> order,
    @Nullable Window window,
    List<Double> spacing,
    @Nullable String geometry,
    List<String> remarks) {

  static Meaning of(Preview preview, List<String> remarks) {
    List<Integer> order = preview.order();
    boolean stored = IntStream.range(0, order.size()).allMatch(i -> order.get(i) == i);
    return new Meaning(
        stored ? null : order, preview.window(), preview.spacing(), preview.geometry(), remarks);
  }

  String toJson() {
    return "{\"order\":"
        + (order == null ? "null" : Json.numbers(order))
        + ",\"window\":"
        + window(window)
        + ",\"spacing\":"
        + spacing.stream().map(Json::number).collect(Collectors.joining(",", "[", "]"))
        + ",\"geometry\":"
        + Json.text(geometry)
        + ",\"remarks\":"
        + texts(remarks)
        + "}";
  }

  static String texts(List<String> texts) {
    return texts.stream().map(Json::text).collect(Collectors.joining(",", "[", "]"));
  }

  private static String window(@Nullable Window window) {
    return window == null
        ? "null"
        : "{\"low\":%s,\"high\":%s,\"unit\":%s,\"tone\":%s}"
            .formatted(
                Json.number(window.low()),
                Json.number(window.high()),
                Json.text(window.unit()),
                Json.text(window.tone().getClass().getSimpleName()));
  }
}
