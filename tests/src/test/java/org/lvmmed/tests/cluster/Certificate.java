package org.lvmmed.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A key with a certificate of its own, for pages by HTTPS. */
final class Certificate {

  static final String PASSWORD = "of-a-test";

  private Certificate() {}

  /** The file with both. */
  static Path write(Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("certificate.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keystore",
            file.toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-alias",
            "driver",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost");
    Process keytool = new ProcessBuilder(command).inheritIO().start();
    assertThat(keytool.waitFor()).as("keytool").isZero();
    return file;
  }
}
