package org.lvmmed.ingest.catalog;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lvmmed.ingest.dataset.DatasetConfParser;
import org.lvmmed.ingest.dataset.DatasetDefaults;
import org.lvmmed.ingest.dataset.InvalidDatasetConfException;

/** The descriptors of {@code conf/datasets}, in the order of the paper's table. */
public record Catalog(List<CatalogEntry> entries) {
  private static final String ON_CLASS_PATH = "conf/datasets";

  public Catalog {
    entries =
        entries.stream()
            .sorted(Comparator.comparingInt((CatalogEntry e) -> e.paper().number()))
            .toList();
  }

  /**
   * Reads every descriptor of a folder.
   *
   * @throws InvalidDatasetConfException naming every problem of every descriptor
   */
  public static Catalog read(Path folder) throws IOException {
    return of(Descriptors.read(folder));
  }

  /** The catalogue that travels with the program. */
  public static Catalog ofClassPath(ClassLoader loader) throws IOException {
    return of(Descriptors.ofClassPath(loader, ON_CLASS_PATH));
  }

  /** The dataset of that name or id, whatever the case. */
  public Optional<CatalogEntry> find(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return entries.stream()
        .filter(e -> e.id().equals(wanted) || e.name().toLowerCase(Locale.ROOT).equals(wanted))
        .findFirst();
  }

  private static Catalog of(Map<String, String> texts) {
    List<CatalogEntry> entries = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    texts.forEach(
        (id, text) -> {
          try {
            entries.add(entry(id, text));
          } catch (InvalidDatasetConfException e) {
            problems.add(String.valueOf(e.getMessage()));
          }
        });
    if (!problems.isEmpty()) {
      throw new InvalidDatasetConfException(problems);
    }
    return new Catalog(entries);
  }

  private static CatalogEntry entry(String id, String text) {
    var conf = DatasetConfParser.parse(id, text, DatasetDefaults.STANDARD);
    try {
      Config known = ConfigFactory.parseString(text).getConfig("catalog");
      return new CatalogEntry(id, conf, paper(known));
    } catch (ConfigException e) {
      throw new InvalidDatasetConfException(
          List.of("Invalid descriptor of " + id + ": " + e.getMessage()));
    }
  }

  private static CatalogEntry.Paper paper(Config config) {
    return new CatalogEntry.Paper(
        config.getInt("number"),
        config.getString("paper-modality"),
        config.getString("paper-dimension"),
        config.getLong("paper-total"),
        config.getString("list-folder"),
        config.getString("list"));
  }
}
