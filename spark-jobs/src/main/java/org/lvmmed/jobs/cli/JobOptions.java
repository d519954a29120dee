package org.lvmmed.jobs.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.config.ConfigException;
import picocli.CommandLine.Option;

/** The options that every job takes, so that one line serves for each of them. */
final class JobOptions {

  @Option(
      names = "--corpus",
      paramLabel = "URI",
      description = "Directory of datasets: each folder in it is one.")
  @Nullable String corpus;

  @Option(
      names = "--work",
      paramLabel = "URI",
      required = true,
      description = "Where everything is written, on any Hadoop file system.")
  String work = "";

  @Option(
      names = "--recipe",
      paramLabel = "NAME|FILE",
      description = "A recipe's name or file (default: laptop).")
  @Nullable String recipe;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Overrides a key of the recipe; may be repeated.")
  List<String> settings = new ArrayList<>();

  @Option(
      names = "--secret",
      paramLabel = "FILE",
      description =
          "Key of all identifiers (default: ~/.config/lvm-med/secret, created on first use, mode"
              + " 0600).")
  @Nullable Path secret;

  @Option(
      names = "--encoder",
      paramLabel = "NAME=URI",
      description = "Another encoder to evaluate beside ours; may be repeated.")
  List<String> encoders = new ArrayList<>();

  @Option(
      names = "--dry-run",
      description = "Print the resolved configuration and the plan; do no work.")
  boolean dryRun;

  String recipe(String otherwise) {
    return recipe == null ? otherwise : recipe;
  }

  Optional<String> corpusUri() {
    return Optional.ofNullable(corpus);
  }

  Optional<Path> secretFile() {
    return Optional.ofNullable(secret);
  }

  /** Names of other encoders with the folders or files that hold them. */
  Map<String, String> namedEncoders() {
    Map<String, String> named = named("--encoder", encoders);
    for (String name : List.of("pretrained", "random")) {
      if (named.containsKey(name)) {
        throw new ConfigException(
            "Invalid --encoder %s=%s: the name %s is the project's own"
                .formatted(name, named.get(name), name));
      }
    }
    return named;
  }

  /** URIs by the names that an option gives them. */
  static Map<String, String> named(String option, List<String> values) {
    Map<String, String> named = new LinkedHashMap<>();
    for (String value : values) {
      int equals = value.indexOf('=');
      if (equals <= 0 || equals == value.length() - 1) {
        throw new ConfigException("Invalid " + option + " " + value + ": must be NAME=URI");
      }
      named.put(value.substring(0, equals), value.substring(equals + 1));
    }
    return named;
  }
}
