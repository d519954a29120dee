package org.lvmmed.ingest.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lvmmed.ingest.io.FileStore;
import org.lvmmed.ingest.io.FileStore.FileEntry;

/**
 * Lists a corpus directory: each folder is a dataset. A root that has tables or a {@code
 * dataset.conf} of its own is one dataset; other loose files in the root are one more.
 */
public final class CorpusListing {
  private static final int MAX_TEXT = 256 << 20;
  private static final String CONF = "dataset.conf";

  private final FileStore store;
  private final String rootName;
  private String looseName = "";
  private final DatasetDefaults defaults;
  private final List<String> confProblems = new ArrayList<>();
  private final List<String> tableProblems = new ArrayList<>();

  private CorpusListing(FileStore store, String rootName, DatasetDefaults defaults) {
    this.store = store;
    this.rootName = rootName;
    this.defaults = defaults;
  }

  /**
   * Lists every dataset, in the order of names.
   *
   * @param rootName name for a dataset that lies in the root itself
   * @throws InvalidDatasetConfException with the problems of every {@code dataset.conf}
   * @throws InvalidCorpusException with the problems of every table
   */
  public static List<DatasetListing> of(FileStore store, String rootName, DatasetDefaults defaults)
      throws IOException {
    return new CorpusListing(store, rootName, defaults).list();
  }

  private List<DatasetListing> list() throws IOException {
    List<FileEntry> files = store.list("");
    List<String> escapes = store.escapes("");
    Set<String> loose =
        files.stream()
            .map(FileEntry::path)
            .filter(path -> !path.contains("/"))
            .collect(Collectors.toSet());
    boolean single =
        loose.contains(CONF) || loose.contains("train.csv") || loose.contains("test.csv");
    Map<String, List<FileEntry>> byFolder = new TreeMap<>();
    for (FileEntry file : files) {
      byFolder.computeIfAbsent(single ? "" : top(file.path()), f -> new ArrayList<>()).add(file);
    }
    Set<String> folders = new TreeSet<>(byFolder.keySet());
    escapes.forEach(path -> folders.add(single ? "" : top(path)));
    looseName = folders.contains(rootName) ? rootName + "_root" : rootName;
    List<DatasetListing> datasets = new ArrayList<>();
    for (String folder : folders) {
      datasets.add(
          dataset(
              folder,
              byFolder.getOrDefault(folder, List.of()),
              escapes.stream().filter(p -> single || top(p).equals(folder)).toList()));
    }
    complain();
    return datasets;
  }

  private void complain() {
    if (!confProblems.isEmpty()) {
      throw new InvalidDatasetConfException(confProblems);
    }
    if (!tableProblems.isEmpty()) {
      throw new InvalidCorpusException(tableProblems);
    }
  }

  private DatasetListing dataset(String folder, List<FileEntry> files, List<String> escapes)
      throws IOException {
    String name = folder.isEmpty() ? looseName : folder;
    int skip = folder.isEmpty() ? 0 : folder.length() + 1;
    List<FileEntry> relative =
        files.stream()
            .map(f -> new FileEntry(f.path().substring(skip), f.size(), f.modified()))
            .toList();
    Set<String> own =
        relative.stream()
            .map(FileEntry::path)
            .filter(path -> !path.contains("/"))
            .collect(Collectors.toSet());
    DatasetConf conf = conf(name, own.contains(CONF) ? text(files, skip, CONF) : "");
    TablePaths paths = new TablePaths(relative);
    List<Annotation> annotations = new ArrayList<>();
    for (Split split : Split.values()) {
      String table = split.text() + ".csv";
      if (own.contains(table)) {
        annotations.addAll(paths.found(rows(name, split, bytes(files, skip, table), conf)));
      }
    }
    return new DatasetListing(
        name,
        folder,
        conf,
        relative,
        escapes.stream().map(path -> path.substring(Math.min(skip, path.length()))).toList(),
        annotations,
        own.contains("train.csv") || own.contains("test.csv") || own.contains("val.csv"),
        own.contains("val.csv"),
        own.contains("test.csv"));
  }

  private List<Annotation> rows(String name, Split split, byte[] bytes, DatasetConf conf) {
    Optional<String> text = TableText.of(bytes, conf.encoding());
    if (text.isEmpty()) {
      tableProblems.add(
          "Invalid %s.csv of %s: it is not %s; save it as UTF-8, or name its encoding with encoding in dataset.conf"
              .formatted(split.text(), name, conf.encoding() == null ? "UTF-8" : conf.encoding()));
      return List.of();
    }
    return AnnotationTable.parse(name, split, text.get(), tableProblems);
  }

  private DatasetConf conf(String name, String text) {
    try {
      return DatasetConfParser.parse(name, text, defaults);
    } catch (InvalidDatasetConfException e) {
      confProblems.add(String.valueOf(e.getMessage()));
      return DatasetConf.without(defaults);
    }
  }

  private String text(List<FileEntry> files, int skip, String name) throws IOException {
    return new String(bytes(files, skip, name), StandardCharsets.UTF_8);
  }

  private byte[] bytes(List<FileEntry> files, int skip, String name) throws IOException {
    String path =
        files.stream()
            .map(FileEntry::path)
            .filter(p -> p.substring(skip).equals(name))
            .findFirst()
            .orElseThrow();
    try (InputStream in = store.open(path)) {
      return in.readNBytes(MAX_TEXT);
    }
  }

  private static String top(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
