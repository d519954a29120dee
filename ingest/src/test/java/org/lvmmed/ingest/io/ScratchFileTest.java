package org.lvmmed.ingest.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScratchFileTest {

  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  @Test
  void anyPartOfWhatWasWrittenIsReadAgain() throws IOException {
    byte[] written = bytes(1000);
    try (ScratchFile file = ScratchFile.create()) {
      for (int at = 0, length = 1; at < written.length; at += length, length = length % 37 + 1) {
        file.append(ByteBuffer.wrap(written, at, Math.min(length, written.length - at)));
      }

      assertThat(file.size()).isEqualTo(written.length);
      for (int from : new int[] {0, 1, 15, 16, 17, 500, 999}) {
        for (int length : new int[] {1, 16, 33, 1000}) {
          assertThat(read(file, from, length))
              .as("%s bytes from %s", length, from)
              .isEqualTo(
                  Arrays.copyOfRange(written, from, Math.min(written.length, from + length)));
        }
      }
      assertThat(file.read(ByteBuffer.allocate(1), 1000)).isEqualTo(-1);
    }
  }

  @Test
  void aStreamIsReadAsAChannel() throws IOException {
    byte[] written = bytes(200_000);
    try (ScratchFile file = ScratchFile.of(new ByteArrayInputStream(written))) {
      ByteBuffer half = ByteBuffer.allocate(100_001);

      file.position(99_999).read(half);

      assertThat(half.array()).isEqualTo(Arrays.copyOfRange(written, 99_999, 200_000));
      assertThat(file.position()).isEqualTo(written.length);
      assertThatThrownBy(() -> file.write(ByteBuffer.allocate(1)))
          .isInstanceOf(NonWritableChannelException.class);
    }
  }

  @Test
  void whatLiesOnTheDiskHasNoNameAndNoPlainBytes() throws IOException {
    assumeThat(OPEN_FILES).isDirectory();
    List<Path> before = open();
    try (ScratchFile file = ScratchFile.create()) {
      file.append(ByteBuffer.wrap("PATIENT ".repeat(100).getBytes(ISO_8859_1)));
      List<Path> added = open().stream().filter(path -> !before.contains(path)).toList();

      assertThat(added).hasSize(1);
      assertThat(Files.readSymbolicLink(added.get(0)).toString()).endsWith("(deleted)");
      byte[] onDisk = Files.readAllBytes(added.get(0));
      assertThat(onDisk).hasSize(800);
      assertThat(new String(onDisk, ISO_8859_1)).doesNotContain("PATIENT");
      assertThat(Arrays.copyOfRange(onDisk, 0, 16))
          .as("equal blocks look different")
          .isNotEqualTo(Arrays.copyOfRange(onDisk, 16, 32));
    }
  }

  private static List<Path> open() throws IOException {
    try (Stream<Path> files = Files.list(OPEN_FILES)) {
      return files.filter(ScratchFileTest::isScratch).toList();
    }
  }

  private static boolean isScratch(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().contains(".scratch");
    } catch (IOException e) {
      return false;
    }
  }

  private static byte[] read(ScratchFile file, int from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    int count = file.read(bytes, from);
    return Arrays.copyOf(bytes.array(), count);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
