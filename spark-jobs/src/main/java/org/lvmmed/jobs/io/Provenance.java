package org.lvmmed.jobs.io;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where an artefact comes from, written beside it as {@code provenance.json}.
 *
 * @param job the command that made it
 * @param configuration hash of what determines the content: the settings and the inputs' own hashes
 * @param inputs name of each input and its hash
 * @param seed the run's seed
 * @param started and {@code finished}, ISO-8601
 * @param environment versions and hardware
 * @param measured of the result, by name; absent in what earlier releases wrote
 */
public record Provenance(
    String job,
    String configuration,
    Map<String, String> inputs,
    long seed,
    String started,
    String finished,
    Map<String, String> environment,
    @Nullable Map<String, Double> measured) {

  public static final String FILE = "provenance.json";

  public static Provenance of(
      String job, String configuration, Map<String, String> inputs, long seed, Instant started) {
    return new Provenance(
        job,
        configuration,
        new TreeMap<>(inputs),
        seed,
        started.toString(),
        Instant.now().toString(),
        describeEnvironment(),
        Map.of());
  }

  /** The same with measurements of the result. */
  public Provenance with(Map<String, Double> values) {
    return new Provenance(
        job, configuration, inputs, seed, started, finished, environment, new TreeMap<>(values));
  }

  public void write(WorkFiles work, String folder) throws IOException {
    TypedJson.write(work, folder + "/" + FILE, this);
  }

  /** What a folder says of itself; empty where nothing whole was written. */
  public static Optional<Provenance> read(WorkFiles work, String folder) throws IOException {
    return TypedJson.read(work, folder + "/" + FILE, new TypeReference<Provenance>() {});
  }

  private static Map<String, String> describeEnvironment() {
    Map<String, String> e = new TreeMap<>();
    e.put("java", System.getProperty("java.version"));
    e.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    e.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    e.put("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
    Optional.ofNullable(Provenance.class.getPackage().getImplementationVersion())
        .ifPresent(v -> e.put("lvm-med", v));
    return e;
  }
}
