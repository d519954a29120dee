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

  /** The curves of a kind; none where the name is of none, as in a folder of another version. */
  public static List<Curve> curves(String name) {
    ObjectiveKind kind = BY_NAME.get(name);
    return kind == null ? List.of() : kind.curves();
  }
}
