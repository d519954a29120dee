package org.lvmmed.jobs.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.lvmmed.jobs.config.ConfigException;

/**
 * The key of every identifier. Without it nobody can tell which image or patient an id stands for,
 * so it lives outside the work folder, readable by its owner alone.
 */
final class SecretFile {

  private static final int BYTES = 32;

  private SecretFile() {}

  /** The given file's content, or the user's own secret, created on first use with mode 0600. */
  static byte[] read(Optional<Path> given) throws IOException {
    Path file = given.orElseGet(SecretFile::usersOwn);
    if (given.isEmpty() && !Files.exists(file)) {
      create(file);
    }
    return content(file);
  }

  /** The given file's content, or the user's own secret, which must be there. */
  static byte[] existing(Optional<Path> given) throws IOException {
    return content(given.orElseGet(SecretFile::usersOwn));
  }

  private static byte[] content(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new ConfigException(
          "Cannot read the secret: --secret "
              + file
              + " (give a readable file of 16 bytes or more)");
    }
    byte[] secret = Files.readAllBytes(file);
    if (secret.length < 16) {
      throw new ConfigException(
          "Invalid secret: --secret " + file + " holds " + secret.length + " bytes (16 or more)");
    }
    return secret;
  }

  private static Path usersOwn() {
    String configured = System.getenv("XDG_CONFIG_HOME");
    Path base =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".config")
            : Path.of(configured);
    return base.resolve("lvm-med").resolve("secret");
  }

  private static void create(Path file) throws IOException {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    Files.createDirectories(file.toAbsolutePath().getParent());
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, HexFormat.of().formatHex(key) + "\n");
    } catch (FileAlreadyExistsException anotherRunWasFirst) {
      // Its secret is as good as ours.
    }
  }
}
