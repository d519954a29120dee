package org.lvmmed.jobs.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.catalog.Catalog;
import org.lvmmed.ingest.catalog.CatalogEntry;
import org.lvmmed.ingest.catalog.CopyCheck;
import org.lvmmed.ingest.catalog.FileList;
import org.lvmmed.ingest.io.FileStore;
import org.lvmmed.ingest.io.LocalFileStore;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.jobs.config.NearestName;
import org.lvmmed.jobs.io.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The published datasets, and whether a downloaded copy of one is whole. Prints paths. */
@Command(mixinStandardHelpOptions = true)
final class CatalogCommand implements Callable<Integer> {
  private static final String LIST_FILE = "file_list.txt";

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "One dataset, told in full; without it all are listed.")
  @Nullable String name;

  @Option(
      names = "--check",
      paramLabel = "FOLDER",
      description = "A downloaded copy, to be compared with its descriptor.")
  @Nullable Path copy;

  @Option(
      names = "--list",
      paramLabel = "FILE|FOLDER",
      description = "The published list of what was used, or the folder of all such lists.")
  @Nullable Path list;

  @Option(
      names = "--select",
      description = "Print the listed files that the copy holds as a train.csv.")
  boolean select;

  @Option(names = "--dry-run", description = "Print what would be compared; read no copy.")
  boolean dryRun;

  @Override
  public Integer call() throws IOException {
    Catalog catalog = Catalog.ofClassPath(CatalogCommand.class.getClassLoader());
    if (name == null) {
      requireNoCopy();
      CatalogText.all(catalog, System.out);
      return ExitCode.DONE.number();
    }
    CatalogEntry entry = entry(catalog, name);
    if (copy == null) {
      CatalogText.one(entry, System.out);
      return ExitCode.DONE.number();
    }
    requireList();
    if (dryRun) {
      System.out.printf(
          "catalog: %s %s against %s%n",
          select ? "select from" : "check", copy, list == null ? "the descriptor" : list);
      return ExitCode.DONE.number();
    }
    FileStore store = store(copy);
    FileList lines = list == null ? null : lines(entry, list);
    return select && lines != null ? select(store, lines) : check(entry, store, lines);
  }

  private void requireNoCopy() {
    if (copy != null || select || list != null) {
      throw new ConfigException("Missing NAME: --check, --list and --select need a dataset's name");
    }
  }

  private void requireList() {
    if (select && list == null) {
      throw new ConfigException("Missing --list: --select prints what a published list names");
    }
  }

  private static CatalogEntry entry(Catalog catalog, String name) {
    List<String> names = catalog.entries().stream().map(CatalogEntry::id).toList();
    return catalog
        .find(name)
        .orElseThrow(
            () ->
                new ConfigException(
                    "Unknown dataset "
                        + name
                        + NearestName.of(name.toLowerCase(Locale.ROOT), names)
                            .map(n -> "; did you mean " + n + "?")
                            .orElse("")
                        + " (lvm-med catalog lists them all)"));
  }

  private static FileStore store(Path copy) throws IOException {
    try {
      return new LocalFileStore(copy);
    } catch (FileNotFoundException e) {
      throw new InputException("Cannot read the copy: --check " + copy + " is not a folder");
    }
  }

  /** A list, or the list that a folder of published lists has for the dataset. */
  private static FileList lines(CatalogEntry entry, Path list) throws IOException {
    Path file = list;
    if (Files.isDirectory(list)) {
      Path folder = list.resolve(entry.paper().listFolder());
      file = folder.resolve(LIST_FILE);
      if (!Files.isRegularFile(file) && Files.isDirectory(folder)) {
        try (Stream<Path> found = Files.walk(folder)) {
          file = found.filter(f -> f.toString().endsWith(".txt")).sorted().findFirst().orElse(file);
        }
      }
    }
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          "Cannot read the list: --list "
              + list
              + " is neither a list nor holds one of "
              + entry.name());
    }
    return FileList.parse(Files.readString(file));
  }

  private int select(FileStore store, FileList lines) throws IOException {
    PrintStream out = System.out;
    out.println("path");
    List<String> paths = store.list("").stream().map(FileStore.FileEntry::path).toList();
    lines.select(paths).forEach(path -> out.println(CatalogText.csv(path)));
    return ExitCode.DONE.number();
  }

  private static int check(CatalogEntry entry, FileStore store, @Nullable FileList lines)
      throws IOException {
    CopyCheck.Result result = new CopyCheck(entry, lines).run(store, "");
    CatalogText.check(result, System.out);
    return (result.whole() ? ExitCode.DONE : ExitCode.BAD_INPUT).number();
  }
}
