package org.lvmmed.model.objective;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The objectives on the class path. */
public final class Objectives {

  private static final Map<String, ObjectiveKind> BY_NAME = find();

  private Objectives() {}

  /**
   * From this class's own loader: Spark's executors load the application by another than theirs.
   */
  private static Map<String, ObjectiveKind> find() {
    Map<String, ObjectiveKind> found = new TreeMap<>();
    for (ObjectiveKind kind :
        ServiceLoader.load(ObjectiveKind.class, Objectives.class.getClassLoader())) {
      found.put(kind.name(), kind);
    }
    return found;
  }

  /** In alphabetical order. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * @throws IllegalArgumentException where there is none of that name
   */
  public static ObjectiveKind named(String name) {
    ObjectiveKind kind = BY_NAME.get(name);
    if (kind == null) {
      throw new IllegalArgumentException(
          "Invalid objective.kind: %s (%s)".formatted(name, String.join(", ", names())));
    }
    return kind;
  }

  /**
   * The curves of a run; none where its objective is not known, as in a folder of another version.
   *
   * @param settings of the run, by their keys in recipes
   */
  public static List<Curve> curves(Map<String, String> settings) {
    ObjectiveKind kind = BY_NAME.get(settings.getOrDefault("objective.kind", ""));
    return kind == null ? List.of() : kind.curves(settings);
  }
}
