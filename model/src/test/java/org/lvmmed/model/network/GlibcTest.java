package org.lvmmed.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GlibcTest {

  @Test
  void theVersionIsReadFromTheLibrarysOwnText() {
    String text =
        "\0\1GNU C Library (Debian GLIBC 2.36-9+deb12u14) stable release version 2.36.\nCopyright";
    assertThat(Glibc.of(text.getBytes(StandardCharsets.ISO_8859_1))).contains(new Glibc(2, 36));
    assertThat(Glibc.of("musl libc".getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
  }

  @Test
  void versionsAreComparedAsNumbers() {
    assertThat(new Glibc(2, 4)).isLessThan(new Glibc(2, 35));
    assertThat(new Glibc(3, 0)).isGreaterThan(new Glibc(2, 35));
    assertThat(new Glibc(2, 35)).hasToString("2.35");
  }

  @Test
  void thisProcessHasOne() {
    assertThat(Glibc.here()).isPresent();
  }
}
