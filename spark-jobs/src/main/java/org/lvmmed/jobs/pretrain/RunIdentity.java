package org.lvmmed.jobs.pretrain;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.jobs.io.TypedJson;
import org.lvmmed.jobs.io.WorkFiles;

/**
 * Everything that determines a run's result, by key: the settings that change it and the hashes of
 * its inputs. Written to {@code config.json}; a run is continued only under the same identity.
 */
public record RunIdentity(Map<String, String> keys) {

  static final String FILE = "pretrain/config.json";
  private static final Set<String> ENGINE =
      Set.of("encoder.engine", "encoder.device", "encoder.precision");

  public RunIdentity {
    keys = new TreeMap<>(keys);
  }

  /** That of the run in a work folder; nothing before the first. */
  public static Optional<RunIdentity> read(WorkFiles work) throws IOException {
    return TypedJson.read(work, FILE, new TypeReference<Map<String, String>>() {})
        .map(RunIdentity::new);
  }

  void write(WorkFiles work) throws IOException {
    TypedJson.write(work, FILE, keys);
  }

  String hash() {
    return Hashes.sha256(keys.toString());
  }

  /** Keys in which this identity and another differ. */
  private TreeSet<String> differences(RunIdentity other) {
    TreeSet<String> all = new TreeSet<>(keys.keySet());
    all.addAll(other.keys.keySet());
    all.removeIf(key -> Objects.equals(keys.get(key), other.keys.get(key)));
    return all;
  }

  /** Whether it is the same run, but for what computes it. */
  boolean sameButForTheEngine(RunIdentity other) {
    return ENGINE.containsAll(differences(other));
  }

  /**
   * @throws ConfigException naming each key in which the run in the work folder differs
   */
  void requireSame(RunIdentity other) {
    TreeSet<String> differences = differences(other);
    if (differences.isEmpty()) {
      return;
    }
    String engine =
        ENGINE.containsAll(differences)
            ? ", or --set pretrain.change-engine=true to go on with the same state on another engine,"
                + " which gives other bits than one engine throughout"
            : "";
    throw new ConfigException(
        "Cannot continue the run in the work folder, which was started with other settings or"
            + " inputs:\n"
            + differences.stream()
                .map(k -> "  " + k + ": was " + other.keys.get(k) + ", is " + keys.get(k))
                .collect(Collectors.joining("\n"))
            + "\nGive the same ones, another --work, or delete its folder pretrain"
            + engine
            + ".");
  }
}
