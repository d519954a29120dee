package org.lvmmed.model.network;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The engines on the class path. */
public final class Engines {

  private static final Map<String, Engine> BY_NAME = find();

  private Engines() {}

  /**
   * From this class's own loader: Spark's executors load the application by another than theirs.
   */
  private static Map<String, Engine> find() {
    Map<String, Engine> found = new TreeMap<>();
    for (Engine engine : ServiceLoader.load(Engine.class, Engines.class.getClassLoader())) {
      found.put(engine.name(), engine);
    }
    return found;
  }

  public static Collection<Engine> all() {
    return BY_NAME.values();
  }

  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  static Engine named(String name) {
    Engine engine = BY_NAME.get(name);
    if (engine == null) {
      throw new IllegalArgumentException(
          "Invalid encoder.engine: %s (%s)".formatted(name, String.join(", ", names())));
    }
    return engine;
  }
}
