package org.lvmmed.ingest.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lvmmed.ingest.container.ContainerStore;
import org.lvmmed.ingest.container.Containers;
import org.lvmmed.ingest.container.Containers.Indexed;
import org.lvmmed.ingest.io.FileStore.FileEntry;
import org.lvmmed.ingest.io.Tree;

/**
 * Lists a corpus directory: each folder is a dataset, and so is each container in the root. A root
 * that has tables or a {@code dataset.conf} of its own is one dataset; other loose files in the
 * root are one more.
 */
public final class CorpusListing {
  private static final int MAX_TEXT = 256 << 20;
  private static final String CONF = "dataset.conf";

  private final ContainerStore store;
  private final Tree tree;
  private final String rootName;
  private final DatasetDefaults defaults;
  private final List<String> confProblems = new ArrayList<>();
  private final List<String> tableProblems = new ArrayList<>();

  private CorpusListing(
      ContainerStore store, Tree tree, String rootName, DatasetDefaults defaults) {
    this.store = store;
    this.tree = tree;
    this.rootName = rootName;
    this.defaults = defaults;
  }

  /** A dataset before its containers are looked into. */
  private record Draft(
      String name, String folder, DatasetConf conf, List<FileEntry> files, List<String> escapes) {

    String stored(String path) {
      return folder.isEmpty() ? path : folder + "/" + path;
    }
  }

  /**
   * Lists every dataset, in the order of names. Containers are looked into one after another.
   *
   * @param rootName name for a dataset that lies in the root itself
   * @throws InvalidDatasetConfException with the problems of every {@code dataset.conf}
   * @throws InvalidCorpusException with the problems of every table
   */
  public static List<DatasetListing> of(
      ContainerStore store, String rootName, DatasetDefaults defaults) throws IOException {
    return of(store, Tree.of(store), rootName, defaults, store::index);
  }

  /**
   * Lists every dataset of a tree that was listed before.
   *
   * @param indexer looks into the containers
   */
  public static List<DatasetListing> of(
      ContainerStore store,
      Tree tree,
      String rootName,
      DatasetDefaults defaults,
      Containers.Indexer indexer)
      throws IOException {
    return new CorpusListing(store, tree, rootName, defaults).list(indexer);
  }

  private List<DatasetListing> list(Containers.Indexer indexer) throws IOException {
    List<Draft> drafts = drafts();
    complain();
    Map<String, Indexed> containers = index(drafts, indexer);
    List<DatasetListing> datasets = new ArrayList<>();
    for (Draft draft : drafts) {
      datasets.add(dataset(draft, containers));
    }
    complain();
    return datasets;
  }

  private List<Draft> drafts() throws IOException {
    DatasetNames names = DatasetNames.of(tree, rootName);
    Map<String, List<FileEntry>> files = new TreeMap<>();
    for (FileEntry file : tree.files()) {
      files.computeIfAbsent(names.of(file.path()), n -> new ArrayList<>()).add(file);
    }
    Map<String, List<String>> escapes = new TreeMap<>();
    for (String path : tree.escapes()) {
      escapes.computeIfAbsent(names.of(path), n -> new ArrayList<>()).add(path);
      files.computeIfAbsent(names.of(path), n -> new ArrayList<>());
    }
    List<Draft> drafts = new ArrayList<>();
    for (Map.Entry<String, List<FileEntry>> dataset : files.entrySet()) {
      String folder = names.folder(dataset.getKey());
      int skip = folder.isEmpty() ? 0 : folder.length() + 1;
      List<FileEntry> relative =
          dataset.getValue().stream().map(f -> f.at(f.path().substring(skip))).toList();
      List<String> outside =
          escapes.getOrDefault(dataset.getKey(), List.of()).stream()
              .map(path -> path.substring(Math.min(skip, path.length())))
              .toList();
      boolean told = relative.stream().anyMatch(file -> file.path().equals(CONF));
      String conf = folder.isEmpty() ? CONF : folder + "/" + CONF;
      drafts.add(
          new Draft(
              dataset.getKey(),
              folder,
              conf(dataset.getKey(), told ? text(conf) : ""),
              relative,
              outside));
    }
    return drafts;
  }

  private Map<String, Indexed> index(List<Draft> drafts, Containers.Indexer indexer)
      throws IOException {
    List<Containers.Task> tasks = new ArrayList<>();
    for (Draft draft : drafts) {
      for (FileEntry file : draft.files()) {
        if (Containers.claims(file.path())) {
          tasks.add(new Containers.Task(draft.stored(file.path()), draft.conf().columns()));
        }
      }
    }
    Map<String, Indexed> containers = new HashMap<>();
    indexer.index(tasks).forEach(indexed -> containers.put(indexed.path(), indexed));
    return containers;
  }

  private DatasetListing dataset(Draft draft, Map<String, Indexed> containers) throws IOException {
    Expansion all = Expansion.of(draft.files(), draft.escapes(), draft.folder(), containers);
    Set<String> paths = all.files().stream().map(FileEntry::path).collect(Collectors.toSet());
    List<String> roots = all.roots(paths, CONF);
    DatasetConf conf =
        paths.contains(CONF) || roots.size() != 1
            ? draft.conf()
            : conf(draft.name(), text(draft.stored(roots.get(0) + CONF)));
    List<Annotation> annotations = tables(draft, all, paths, conf);
    boolean tables = !annotations.isEmpty() || all.hasTables(paths);
    if (!tables) {
      annotations = all.annotations();
    }
    return new DatasetListing(
        draft.name(),
        draft.folder(),
        conf,
        all.files(),
        all.unusable(),
        annotations,
        tables || !annotations.isEmpty(),
        all.has(paths, Split.VAL) || !tables && holds(annotations, Split.VAL),
        all.has(paths, Split.TEST) || !tables && holds(annotations, Split.TEST),
        tables ? List.of() : all.remarks());
  }

  private static boolean holds(List<Annotation> annotations, Split split) {
    return annotations.stream().anyMatch(row -> row.split() == split);
  }

  /** The rows of the folder's tables, or of the tables at the roots of its containers. */
  private List<Annotation> tables(Draft draft, Expansion all, Set<String> files, DatasetConf conf)
      throws IOException {
    List<Annotation> annotations = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Split split : Split.values()) {
      for (String root : all.tableRoots(files)) {
        String table = root + split.text() + ".csv";
        if (files.contains(table)) {
          TablePaths paths = new TablePaths(all.files(), root);
          byte[] bytes = bytes(draft.stored(table));
          List<Annotation> found = paths.found(rows(draft.name(), split, bytes, conf));
          long again = found.stream().filter(row -> !seen.add(row.path())).count();
          if (again > 0) {
            tableProblems.add(
                "Invalid %s.csv of %s: %d of its rows name files that it or another table names as well; a file has one row"
                    .formatted(split.text(), draft.name(), again));
          }
          annotations.addAll(found);
        }
      }
    }
    return annotations;
  }

  private void complain() {
    if (!confProblems.isEmpty()) {
      throw new InvalidDatasetConfException(confProblems);
    }
    if (!tableProblems.isEmpty()) {
      throw new InvalidCorpusException(tableProblems);
    }
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

  private String text(String stored) throws IOException {
    return new String(bytes(stored), StandardCharsets.UTF_8);
  }

  private byte[] bytes(String stored) throws IOException {
    try (InputStream in = store.open(stored)) {
      return in.readNBytes(MAX_TEXT);
    }
  }
}
