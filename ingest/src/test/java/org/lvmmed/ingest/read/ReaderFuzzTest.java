package org.lvmmed.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.MemoryFiles;
import org.lvmmed.ingest.SharedData;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * Damages files of every kind at random: whatever comes, there is an image or a refusal, soon and
 * in little memory. {@code -Dlvmmed.fuzz.seconds} makes it go on for longer, {@code
 * -Dlvmmed.fuzz.seed} begins elsewhere.
 */
class ReaderFuzzTest {
  private static final long SECONDS = Long.getLong("lvmmed.fuzz.seconds", 5);
  private static final long FIRST_SEED = Long.getLong("lvmmed.fuzz.seed", 0);
  private static final long HANG_NANOS = 20_000_000_000L;
  private static final int LARGEST_SAMPLE = 300_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** What a test's JVM can afford; a header that asks for more must be refused by these alone. */
  private static final ReadLimits LIMITS = new ReadLimits(64 << 20, 32 << 20, 100_000, 1L << 30);

  private static final ImageReaders READERS = ImageReaders.load(LIMITS);

  @TempDir Path scratch;

  @Test
  void damagedFilesOfEveryKindAreReadOrRefused() throws Exception {
    fuzz(FuzzSamples.all(scratch));
  }

  @Test
  void damagedFilesOfOtherProgramsAreReadOrRefused() throws Exception {
    fuzz(shared(SharedData.folder("formats")));
  }

  private static void fuzz(List<FuzzSamples.Sample> samples) {
    for (FuzzSamples.Sample sample : samples) {
      assertThat(read(sample.beside(), sample.name())).as(sample.name()).isEmpty();
    }
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    for (long seed = FIRST_SEED; System.nanoTime() < end; seed++) {
      FuzzSamples.Sample sample = samples.get((int) (seed % samples.size()));
      damaged(sample, seed);
    }
  }

  private static void damaged(FuzzSamples.Sample sample, long seed) {
    byte[] content = damage(sample.content(), new Random(seed));
    long start = THREADS.getCurrentThreadCpuTime();
    try {
      String refusal = read(sample.beside().with(sample.name(), content), sample.name());
      assertThat(refusal).doesNotContain("needs more memory than there is");
    } catch (RuntimeException | Error e) {
      fail(sample.name() + ", seed " + seed, e);
    }
    assertThat(THREADS.getCurrentThreadCpuTime() - start)
        .as("processor time of %s, seed %d", sample.name(), seed)
        .isLessThan(HANG_NANOS);
  }

  /** The message of the refusal; empty where the file was read. */
  private static String read(MemoryFiles files, String name) {
    try (MedicalImage image = READERS.open(ImageReaders.source(files, name))) {
      image.forEachFrame(frame -> assertThat(frame.length()).isPositive());
      return "";
    } catch (UnreadableImageException e) {
      assertThat(e.getMessage()).isNotBlank();
      return e.getMessage();
    } catch (IOException e) {
      return fail("only the documented exception may be thrown", e);
    }
  }

  private static byte[] damage(byte[] sample, Random random) {
    byte[] out = sample.clone();
    int reach = random.nextInt(3) == 0 ? out.length : Math.min(out.length, 600);
    for (int i = random.nextInt(5); i >= 0; i--) {
      int at = random.nextInt(reach);
      switch (random.nextInt(6)) {
        case 0 -> out[at] = (byte) random.nextInt(256);
        case 1 -> out[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> out[at] = -1;
        case 3 -> out[at] = (byte) ('0' + random.nextInt(10));
        case 4 -> Arrays.fill(out, at, Math.min(out.length, at + 4), (byte) 0x7f);
        default -> out[at] = 0;
      }
    }
    return random.nextInt(10) == 0 ? Arrays.copyOf(out, random.nextInt(out.length)) : out;
  }

  /** Small files that are whole; those with companions are left to the generated samples. */
  private static List<FuzzSamples.Sample> shared(Path folder) throws IOException {
    List<FuzzSamples.Sample> samples = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (Files.size(file) <= LARGEST_SAMPLE) {
          byte[] content = Files.readAllBytes(file);
          MemoryFiles alone = new MemoryFiles(Map.of("file", content));
          if (read(alone, "file").isEmpty()) {
            samples.add(new FuzzSamples.Sample("file", content, alone));
          }
        }
      }
    }
    return samples;
  }
}
