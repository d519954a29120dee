package org.lvmmed.jobs.similarity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.lvmmed.model.linalg.SphericalCentroids;
import org.lvmmed.model.view.Draws;
import scala.Tuple2;

/**
 * Sorts descriptors into cells of images that are alike, so that an image need not be compared with
 * all others but with those of the nearest cells: an inverted file (Sivic and Zisserman, 2003). The
 * centres are found on a sample. Blocks are as large as those of the exact search whatever the size
 * of a cell: a large one has several.
 */
final class CellSearch {

  /** Vectors of the sample, for each cell. */
  private static final int SAMPLE = 64;

  private static final int TASKS_PER_CORE = 4;

  private final JavaSparkContext spark;
  private final SimilaritySettings settings;
  private final BlockStore byId;
  private final BlockStore byCell;

  /**
   * @param byId blocks of descriptors in no order
   * @param byCell where those of the cells are to be; as many as there are is not known yet
   */
  CellSearch(
      JavaSparkContext spark, SimilaritySettings settings, BlockStore byId, BlockStore byCell) {
    this.spark = spark;
    this.settings = settings;
    this.byId = byId;
    this.byCell = byCell;
  }

  /** Blocks, each of images of one cell, and which are compared. */
  record Sorted(BlockStore store, BlockPairs pairs) {}

  /**
   * @param images how many there are
   */
  Sorted sort(long images) {
    int cells = Math.toIntExact((images + settings.blockImages() - 1) / settings.blockImages());
    SphericalCentroids centroids = centroids(images, cells);
    Broadcast<SphericalCentroids> shared = spark.broadcast(centroids);
    try {
      int[] firstBlock = firstBlocks(sizes(shared), settings.blockImages());
      BlockStore store = byCell.withBlocks(firstBlock[firstBlock.length - 1]);
      write(shared, firstBlock, store);
      int tiles = TASKS_PER_CORE * spark.defaultParallelism();
      int[][] near = centroids.nearestToEach(settings.cells().searched());
      return new Sorted(store, CellPairs.of(near, firstBlock, tiles));
    } finally {
      shared.destroy();
    }
  }

  private JavaRDD<Integer> blocks() {
    List<Integer> numbers = IntStream.range(0, byId.blocks()).boxed().toList();
    return spark.parallelize(numbers, numbers.size());
  }

  private SphericalCentroids centroids(long images, int cells) {
    BlockStore from = byId;
    double share = Math.min(1, SAMPLE * cells / (double) images);
    List<float[]> sample = blocks().flatMap(block -> sample(from.read(block), share)).collect();
    int dimensions = sample.get(0).length;
    float[] vectors = new float[Math.multiplyExact(sample.size(), dimensions)];
    for (int i = 0; i < sample.size(); i++) {
      System.arraycopy(sample.get(i), 0, vectors, i * dimensions, dimensions);
    }
    return SphericalCentroids.of(vectors, dimensions, cells);
  }

  /** Which images are sampled follows from their ids. */
  private static Iterator<float[]> sample(DescriptorBlock block, double share) {
    return IntStream.range(0, block.size())
        .filter(row -> Draws.of(Draws.key(block.ids()[row]), Draws.key("sample")).chance(share))
        .mapToObj(row -> block.image(row).descriptor().global())
        .iterator();
  }

  /** Images of each cell. */
  private long[] sizes(Broadcast<SphericalCentroids> centroids) {
    BlockStore from = byId;
    return blocks()
        .map(
            block -> {
              long[] sizes = new long[centroids.value().count()];
              for (int cell : centroids.value().nearest(from.read(block).global())) {
                sizes[cell]++;
              }
              return sizes;
            })
        .reduce(CellSearch::sum);
  }

  private static long[] sum(long[] a, long[] b) {
    return IntStream.range(0, a.length).mapToLong(i -> a[i] + b[i]).toArray();
  }

  /** The number of each cell's first block, and last of all blocks. */
  private static int[] firstBlocks(long[] sizes, int blockImages) {
    int[] first = new int[sizes.length + 1];
    for (int cell = 0; cell < sizes.length; cell++) {
      first[cell + 1] =
          Math.toIntExact(first[cell] + (sizes[cell] + blockImages - 1) / blockImages);
    }
    return first;
  }

  private void write(Broadcast<SphericalCentroids> centroids, int[] firstBlock, BlockStore store) {
    BlockStore from = byId;
    blocks()
        .flatMapToPair(block -> placed(from.read(block), centroids.value(), firstBlock))
        .partitionBy(new HashPartitioner(store.blocks()))
        .values()
        .foreachPartition(part -> write(part, store));
  }

  private static Iterator<Tuple2<Integer, DescribedImage>> placed(
      DescriptorBlock block, SphericalCentroids centroids, int[] firstBlock) {
    int[] cells = centroids.nearest(block.global());
    return IntStream.range(0, cells.length)
        .mapToObj(
            row -> {
              int first = firstBlock[cells[row]];
              int parts = firstBlock[cells[row] + 1] - first;
              int part = Math.floorMod(Draws.key(block.ids()[row]), parts);
              return new Tuple2<>(first + part, block.image(row));
            })
        .iterator();
  }

  private static void write(Iterator<DescribedImage> images, BlockStore store) throws IOException {
    List<DescribedImage> block = new ArrayList<>();
    images.forEachRemaining(block::add);
    store.write(TaskContext.getPartitionId(), DescriptorBlock.of(block));
  }
}
