package org.lvmmed.jobs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.model.matching.DdReader;
import org.lvmmed.model.matching.MalformedProblemException;
import org.lvmmed.model.matching.SparseProblem;

/**
 * A reference case of the matching benchmark.
 *
 * @param name file name without its ending
 * @param problem what to solve
 * @param optimum NaN where it is not known
 */
record MatchingCase(String name, SparseProblem problem, double optimum) {

  private static final String OPTIMA = "optima.csv";
  private static final String PLAIN = ".dd";
  private static final String PACKED = ".dd.gz";

  boolean isKnown() {
    return !Double.isNaN(optimum);
  }

  /** How far an energy is above the optimum, as a share of it. */
  double gap(double energy) {
    double scale = optimum == 0 ? 1 : Math.abs(optimum);
    return (energy - optimum) / scale;
  }

  /** All cases of a folder, by name. */
  static List<MatchingCase> readAll(Path folder) {
    List<Path> files = files(folder);
    if (files.isEmpty()) {
      throw new InputException(
          "No instances in " + folder + " (a folder of *.dd or *.dd.gz files)");
    }
    Map<String, Double> optima = optima(folder.resolve(OPTIMA));
    List<MatchingCase> cases = new ArrayList<>();
    for (Path file : files) {
      String name = name(file);
      cases.add(new MatchingCase(name, read(file), optima.getOrDefault(name, Double.NaN)));
    }
    return cases;
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InputException(
          "No folder " + folder + " (--instances: a folder of *.dd or *.dd.gz files)");
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> f.toString().endsWith(PLAIN) || f.toString().endsWith(PACKED))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InputException("Cannot list " + folder + ": " + e.getMessage(), e);
    }
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - (name.endsWith(PACKED) ? PACKED : PLAIN).length());
  }

  private static SparseProblem read(Path file) {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(PACKED) ? new GZIPInputStream(raw) : raw;
        Reader text = new InputStreamReader(in, StandardCharsets.ISO_8859_1)) {
      return DdReader.read(file.toString(), text);
    } catch (MalformedProblemException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new InputException(
          "Cannot read " + file + ": " + e.getMessage() + " (is it a whole file?)", e);
    }
  }

  private static Map<String, Double> optima(Path file) {
    Map<String, Double> optima = new HashMap<>();
    if (Files.exists(file)) {
      List<String> lines = lines(file);
      for (int k = 1; k < lines.size(); k++) {
        if (!lines.get(k).isBlank()) {
          readOptimum(file, k, lines.get(k), optima);
        }
      }
    }
    return optima;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new InputException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static void readOptimum(Path file, int index, String line, Map<String, Double> optima) {
    String[] parts = line.split(",", -1);
    try {
      double value = Double.parseDouble(parts[parts.length - 1].trim());
      if (parts.length == 2 && Double.isFinite(value)) {
        optima.put(parts[0].trim(), value);
        return;
      }
    } catch (NumberFormatException e) {
      throw notAnOptimum(file, index, line);
    }
    throw notAnOptimum(file, index, line);
  }

  private static InputException notAnOptimum(Path file, int index, String line) {
    return new InputException(
        "%s, line %d: invalid line '%s' (instance,optimum)".formatted(file, index + 1, line));
  }
}
