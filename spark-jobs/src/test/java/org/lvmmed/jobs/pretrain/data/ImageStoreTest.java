package org.lvmmed.jobs.pretrain.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.LocalSpark;
import org.lvmmed.jobs.SmallCorpus;
import org.lvmmed.jobs.SmallCorpus.Place;
import org.lvmmed.jobs.pretrain.plan.ImageAddress;

/** Pictures of one grey level each, which tells them apart. */
class ImageStoreTest {

  private static final int IMAGES = 30;
  private static final int SIDE = 16;

  @TempDir Path folder;
  private List<String> files;
  private List<Long> rows;

  @BeforeEach
  void write() throws Exception {
    SmallCorpus corpus = new SmallCorpus();
    for (int i = 0; i < IMAGES; i++) {
      double level = i / 255.0;
      corpus.add(Place.of("levels", "train", null), (x, y) -> level);
    }
    corpus.write(LocalSpark.session(), folder);
    try (Stream<Path> names = Files.list(folder.resolve("corpus"))) {
      files = names.map(Path::toString).filter(n -> n.endsWith(".parquet")).sorted().toList();
    }
    rows = new ArrayList<>();
    for (String file : files) {
      rows.add(LocalSpark.session().read().parquet(file).count());
    }
  }

  private ImageStore store(long capacity) {
    return new ImageStore(reader(), reader(), SIDE, capacity);
  }

  private RowGroupReader reader() {
    return new RowGroupReader(files, LocalSpark.session().sparkContext().hadoopConfiguration());
  }

  private List<ImageAddress> addresses() {
    List<ImageAddress> addresses = new ArrayList<>();
    for (int file = 0; file < files.size(); file++) {
      for (long row = rows.get(file) - 1; row >= 0; row--) {
        addresses.add(new ImageAddress(row, 0, file, row));
      }
    }
    return addresses;
  }

  @Test
  void everyPictureComesOnceInTheOrderOfTheAddressesShrunk() throws Exception {
    List<StoredImage> images = store(1 << 20).get(addresses());

    assertThat(images)
        .extracting(i -> (int) i.samples()[0])
        .hasSize(IMAGES)
        .doesNotHaveDuplicates();
    assertThat(images).allMatch(i -> i.height() == SIDE && i.width() == SIDE);
    ImageAddress third = addresses().get(2);
    assertThat(store(1 << 20).get(List.of(third)).get(0).samples())
        .isEqualTo(images.get(2).samples());
  }

  @Test
  void noMoreThanTheBoundIsHeldBetweenBatchesAndWhatWasDroppedIsReadAgain() throws Exception {
    ImageStore store = store(11L * SIDE * SIDE);
    List<StoredImage> once = store.get(addresses());
    List<StoredImage> again = store.get(addresses());

    assertThat(files.size()).isGreaterThan(1);
    assertThat(store.heldBytes()).isLessThanOrEqualTo(15L * SIDE * SIDE);
    assertThat(again.stream().map(i -> i.samples()[0]).toList())
        .isEqualTo(once.stream().map(i -> i.samples()[0]).toList());
  }

  @Test
  void whatMemoryHasDroppedComesFromTheDiskAndTheCorpusIsReadOnce() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    PictureSource counted = counted(reads);
    try (DiskTier tier = tier(counted, 1 << 20)) {
      ImageStore store = new ImageStore(reader(), tier, SIDE, 1);
      List<StoredImage> once = store.get(addresses());
      int groups = reads.get();
      List<StoredImage> again = store.get(addresses());

      assertThat(groups).isGreaterThan(1);
      assertThat(reads).hasValue(groups);
      assertThat(again.stream().map(i -> i.samples()[0]).toList())
          .isEqualTo(once.stream().map(i -> i.samples()[0]).toList());
      tier.close();
      store.get(addresses());
      assertThat(reads.get()).isGreaterThan(groups);
    }
  }

  @Test
  void theDiskHoldsNoMoreThanItsBoundAndTheRestIsReadFromTheCorpus() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    PictureSource counted = counted(reads);
    long group = reader().read(0, 0).stream().mapToLong(png -> png.length).sum();
    try (DiskTier tier = tier(counted, group)) {
      tier.read(0, 0);
      tier.read(1, 0);
      tier.read(0, 0);
      tier.read(1, 0);

      assertThat(tier.heldBytes()).isEqualTo(group);
      assertThat(reads).hasValue(3);
    }
  }

  @Test
  void aDiskThatFailsCostsItsTierAloneAndThePicturesComeFromTheCorpus() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    PictureSource counted = counted(reads);
    try (DiskTier tier = tier(counted, 1 << 20)) {
      List<byte[]> once = tier.read(0, 0);
      loseBlocksOf(counted.hashCode());

      assertThat(tier.read(0, 0)).usingRecursiveComparison().isEqualTo(once);
      assertThat(tier.read(1, 0)).isNotEmpty();
      assertThat(reads).hasValue(3);
    }
  }

  /** Deletes a tier's files behind Spark's back. */
  private static void loseBlocksOf(int run) throws Exception {
    List<Path> lost = new ArrayList<>();
    for (File dir : SparkEnv.get().blockManager().diskBlockManager().localDirs()) {
      try (Stream<Path> files = Files.walk(dir.toPath())) {
        files.filter(f -> f.getFileName().toString().startsWith("input-" + run)).forEach(lost::add);
      }
    }
    assertThat(lost).isNotEmpty();
    for (Path file : lost) {
      Files.delete(file);
    }
  }

  private PictureSource counted(AtomicInteger reads) {
    RowGroupReader reader = reader();
    return (file, group) -> {
      reads.incrementAndGet();
      return reader.read(file, group);
    };
  }

  private static DiskTier tier(PictureSource source, long capacity) {
    LocalSpark.session();
    return new DiskTier(source, SparkEnv.get().blockManager(), source.hashCode(), capacity);
  }
}
