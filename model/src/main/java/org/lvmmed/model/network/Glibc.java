package org.lvmmed.model.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The C library's version, as this process has it loaded. */
public record Glibc(int major, int minor) implements Comparable<Glibc> {

  private static final Pattern LIBRARY =
      Pattern.compile("(/\\S*/libc(?:\\.so\\.6|-2\\.\\d+\\.so))$");
  private static final Pattern VERSION =
      Pattern.compile("GNU C Library .{0,200}?release version (\\d+)\\.(\\d+)");

  /** Empty where another C library is in use or nothing can be read. */
  public static Optional<Glibc> here() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
        Matcher library = LIBRARY.matcher(line);
        if (library.find()) {
          return of(Files.readAllBytes(Path.of(library.group(1))));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The library says its version in its own text. */
  static Optional<Glibc> of(byte[] library) {
    Matcher version = VERSION.matcher(new String(library, StandardCharsets.ISO_8859_1));
    return version.find()
        ? Optional.of(
            new Glibc(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(Glibc other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
