package org.lvmmed.jobs.evaluate.unit;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lvmmed.jobs.io.ExecutorFiles;
import org.lvmmed.jobs.io.TypedJson;

/** Outcomes of finished units on the file system, a file a unit: whoever did one, it stays done. */
public record UnitFiles(ExecutorFiles files) implements Serializable {

  private static final String FOLDER = "evaluation/units";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Those whose outcome is not there yet. */
  public <U extends Unit> List<U> pending(List<U> units) throws IOException {
    Set<String> done = Set.copyOf(files.open().list(FOLDER));
    return units.stream().filter(unit -> !done.contains(unit.fileName())).toList();
  }

  public boolean isDone(Unit unit) throws IOException {
    return files.open().exists(path(unit.fileName()));
  }

  public void write(Unit unit, UnitOutcome outcome) throws IOException {
    files.open().writeText(path(unit.fileName()), JSON.writeValueAsString(outcome));
  }

  /** The outcomes of those that are done. */
  public List<UnitOutcome> readDone(List<? extends Unit> units) throws IOException {
    Set<String> done = Set.copyOf(files.open().list(FOLDER));
    List<UnitOutcome> outcomes = new ArrayList<>();
    for (Unit unit : units) {
      if (done.contains(unit.fileName())) {
        outcomes.add(read(unit.fileName()));
      }
    }
    return outcomes;
  }

  /** Names of all files that are there. */
  public List<String> names() throws IOException {
    return files.open().list(FOLDER).stream().filter(name -> name.endsWith(".json")).toList();
  }

  /**
   * The outcome in a file.
   *
   * @throws org.lvmmed.jobs.io.InputException where it is another's, such as that of an older
   *     version
   */
  public UnitOutcome read(String name) throws IOException {
    return TypedJson.parse(
        path(name),
        1,
        files.open().readText(path(name)),
        new TypeReference<UnitOutcome>() {},
        "delete it and evaluate again");
  }

  /** Removes outcomes of earlier evaluations, so that the folder agrees with the results. */
  public void keepOnly(List<? extends Unit> units) throws IOException {
    Set<String> current = units.stream().map(Unit::fileName).collect(Collectors.toSet());
    for (String name : files.open().list(FOLDER)) {
      if (!current.contains(name)) {
        files.open().delete(path(name));
      }
    }
  }

  private static String path(String name) {
    return FOLDER + "/" + name;
  }
}
