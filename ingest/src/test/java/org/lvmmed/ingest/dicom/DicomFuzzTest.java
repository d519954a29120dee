package org.lvmmed.ingest.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lvmmed.ingest.codec.EncodedSamples;
import org.lvmmed.ingest.codec.FrameSize;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * Damages files of every coding at random: whatever comes, the reader answers with an image or a
 * refusal, soon. {@code -Dlvmmed.fuzz.seconds} makes it go on for longer.
 */
class DicomFuzzTest {
  private static final long SECONDS = Long.getLong("lvmmed.fuzz.seconds", 4);
  private static final long SLOW_NANOS = 2_000_000_000L;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Test
  void damagedFilesAreReadOrRefused() throws Exception {
    List<byte[]> samples = samples();
    for (byte[] sample : samples) {
      assertThat(Decoded.of(sample).frames()).isNotEmpty();
    }
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    for (long seed = 0; System.nanoTime() < end; seed++) {
      Random random = new Random(seed);
      read(damage(samples.get((int) (seed % samples.size())), random), seed);
    }
  }

  private static void read(byte[] file, long seed) {
    long start = THREADS.getCurrentThreadCpuTime();
    try {
      Decoded.of(file);
    } catch (UnreadableImageException | IOException e) {
      assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
    } catch (RuntimeException | Error e) {
      fail("seed " + seed, e);
    }
    assertThat(THREADS.getCurrentThreadCpuTime() - start)
        .as("processor time of seed %d", seed)
        .isLessThan(SLOW_NANOS);
  }

  private static byte[] damage(byte[] sample, Random random) {
    byte[] out = sample.clone();
    int damages = 1 + random.nextInt(5);
    for (int i = 0; i < damages; i++) {
      int at = 132 + random.nextInt(out.length - 132);
      switch (random.nextInt(4)) {
        case 0 -> out[at] = (byte) random.nextInt(256);
        case 1 -> out[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> out[at] = -1;
        default -> out[at] = 0;
      }
    }
    return random.nextInt(10) == 0 ? Arrays.copyOf(out, random.nextInt(out.length)) : out;
  }

  private static List<byte[]> samples() throws IOException {
    FrameSize size = new FrameSize(24, 32, 1);
    List<byte[]> out = new ArrayList<>();
    for (String syntax :
        List.of(
            DicomBuilder.IMPLICIT_LE,
            DicomBuilder.EXPLICIT_LE,
            DicomBuilder.EXPLICIT_BE,
            DicomBuilder.DEFLATED)) {
      out.add(rich(DicomBuilder.grey(syntax, 24, 32, 16)).pixels("OW", new byte[1536]).build());
    }
    byte[] row = {
      31, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
      26, 27, 28, 29, 30, 31, 32
    };
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (int y = 0; y < 24; y++) {
      packed.writeBytes(row);
    }
    out.add(compressed(DicomBuilder.RLE, 8, DicomPixelsTest.rle(packed.toByteArray())));
    out.add(compressed(DicomBuilder.DEFLATED_FRAMES, 8, DicomBuilder.deflate(new byte[768])));
    for (byte[] stream : EncodedSamples.all(size)) {
      out.add(compressed(DicomBuilder.JPEG_LOSSLESS, 16, stream));
    }
    return out;
  }

  private static byte[] compressed(String syntax, int bits, byte[] frame) {
    return DicomBuilder.grey(syntax, 24, 32, bits).fragments(new int[] {0}, frame).build();
  }

  /** With sequences and text around. */
  private static DicomBuilder rich(DicomBuilder image) {
    return image
        .text(0x00200032, "DS", "0\\0\\1")
        .text(0x00200037, "DS", "1\\0\\0\\0\\1\\0")
        .text(0x00280030, "DS", "1\\1")
        .us(0x00281101, 4, 0, 16);
  }
}
