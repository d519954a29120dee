package org.lvmmed.jobs.cli;

import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lvmmed.jobs.config.Recipe;
import org.lvmmed.model.objective.Objectives;

/** The keys that there are. */
final class RecipeKeys {

  private RecipeKeys() {}

  /** Those of every objective too, of which a run reads one. */
  static Set<String> all() {
    Set<String> keys = new TreeSet<>();
    Recipe.load("laptop", List.of())
        .entrySet()
        .forEach(entry -> keys.add(String.join(".", ConfigUtil.splitPath(entry.getKey()))));
    return keys;
  }

  /**
   * The setting under which a key is read: of an objective's section, that it is the chosen one.
   */
  static String objective(String key) {
    String kind =
        Objectives.names().stream()
            .filter(name -> key.startsWith("objective." + name + "."))
            .findFirst()
            .orElse("graph-matching");
    return "objective.kind=" + kind;
  }
}
