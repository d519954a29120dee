package org.lvmmed.jobs.pretrain.plan;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where images lie and what they belong to, in the order of their ids.
 *
 * @param ids of the images
 * @param files that they lie in
 * @param file for each image its file's number
 * @param row for each image its row within the file
 * @param series for each image the number of its series
 * @param modality for each image the number of its modality
 */
record Addresses(
    ImageIds ids, List<String> files, int[] file, int[] row, int[] series, int[] modality) {

  /** Puts together what was read in any order. */
  static Addresses of(List<AddressReader.Chunk> chunks) {
    byte[][] ids =
        chunks.stream().flatMap(chunk -> Arrays.stream(chunk.ids())).toArray(byte[][]::new);
    int[] order = ascending(ids);
    List<String> files = names(chunks, AddressReader.Chunk::fileOf);
    List<String> modalities = names(chunks, AddressReader.Chunk::modalityOf);
    int[] rows = chunks.stream().flatMapToInt(chunk -> Arrays.stream(chunk.row())).toArray();
    long[] series = chunks.stream().flatMapToLong(c -> Arrays.stream(c.series())).toArray();
    return new Addresses(
        ImageIds.ofAscending(IntStream.of(order).mapToObj(i -> ids[i]).toArray(byte[][]::new)),
        files,
        permuted(numbers(chunks, AddressReader.Chunk::fileOf, files), order),
        permuted(rows, order),
        permuted(numbered(series), order),
        permuted(numbers(chunks, AddressReader.Chunk::modalityOf, modalities), order));
  }

  /**
   * Positions of ids in ascending order: by their first 64 bits, and where these are equal whole.
   */
  private static int[] ascending(byte[][] ids) {
    int[] order =
        Argsort.ascending(
            Arrays.stream(ids)
                .mapToLong(id -> ByteBuffer.wrap(id).getLong() ^ Long.MIN_VALUE)
                .toArray());
    for (int i = 1; i < order.length; i++) {
      for (int j = i; j > 0 && Arrays.compareUnsigned(ids[order[j - 1]], ids[order[j]]) > 0; j--) {
        int later = order[j];
        order[j] = order[j - 1];
        order[j - 1] = later;
      }
    }
    return order;
  }

  private static int[] permuted(int[] values, int[] order) {
    return IntStream.of(order).map(i -> values[i]).toArray();
  }

  /** All names, in their own order. */
  private static List<String> names(
      List<AddressReader.Chunk> chunks, BiFunction<AddressReader.Chunk, Integer, String> name) {
    TreeSet<String> names = new TreeSet<>();
    each(chunks, name).forEach(names::add);
    return List.copyOf(names);
  }

  private static int[] numbers(
      List<AddressReader.Chunk> chunks,
      BiFunction<AddressReader.Chunk, Integer, String> name,
      List<String> names) {
    Map<String, Integer> numbers = new HashMap<>();
    names.forEach(one -> numbers.put(one, numbers.size()));
    return each(chunks, name).mapToInt(numbers::get).toArray();
  }

  private static Stream<String> each(
      List<AddressReader.Chunk> chunks, BiFunction<AddressReader.Chunk, Integer, String> name) {
    return chunks.stream()
        .flatMap(chunk -> IntStream.range(0, chunk.size()).mapToObj(i -> name.apply(chunk, i)));
  }

  /** The same number for equal hashes, counted from 0. */
  private static int[] numbered(long[] hashes) {
    int[] order = Argsort.ascending(hashes);
    int[] numbers = new int[hashes.length];
    for (int i = 1; i < order.length; i++) {
      boolean same = hashes[order[i]] == hashes[order[i - 1]];
      numbers[order[i]] = numbers[order[i - 1]] + (same ? 0 : 1);
    }
    return numbers;
  }
}
