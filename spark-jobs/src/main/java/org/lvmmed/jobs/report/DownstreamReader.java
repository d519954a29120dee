package org.lvmmed.jobs.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.task.Tasks;

/** Gathers what evaluation left behind beside its results. */
record DownstreamReader(WorkFiles work) {

  private static final String FOLDER = "evaluation/";
  private static final String UNITS = FOLDER + "units";
  private static final ObjectMapper JSON = new ObjectMapper();

  Downstream read() throws IOException {
    return new Downstream(
        list(FOLDER + "summary.json", new TypeReference<List<Downstream.Verdict>>() {}),
        list(FOLDER + "failures.json", new TypeReference<List<Downstream.Failure>>() {}),
        units(),
        Tasks.ofClassPath(DownstreamReader.class.getClassLoader()).all());
  }

  private List<Downstream.Unit> units() throws IOException {
    List<Downstream.Unit> units = new ArrayList<>();
    for (String name : work.list(UNITS)) {
      if (name.endsWith(".json")) {
        units.addAll(unit(UNITS + "/" + name));
      }
    }
    return units;
  }

  private List<Downstream.Unit> unit(String name) throws IOException {
    try {
      return UnitReader.read(JSON.readValue(work.readText(name), JsonNode.class));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw invalid(name, e);
    }
  }

  private <T> List<T> list(String name, TypeReference<List<T>> type) throws IOException {
    try {
      return work.exists(name) ? JSON.readValue(work.readText(name), type) : List.of();
    } catch (JsonProcessingException e) {
      throw invalid(name, e);
    }
  }

  private static InputException invalid(String name, Exception e) {
    return new InputException(
        "Invalid " + name + ": " + e.getMessage() + "; delete it and evaluate again", e);
  }
}
