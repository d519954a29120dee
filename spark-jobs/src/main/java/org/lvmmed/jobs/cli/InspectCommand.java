package org.lvmmed.jobs.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.inspect.Inspect;
import org.lvmmed.jobs.io.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the readers see of files and folders. A local tool: it prints paths. */
@Command(mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files, or folders to walk.")
  List<Path> paths = List.of();

  @Option(
      names = "--json",
      description = "One JSON object a line; the only form there is, named for scripts' sake.")
  boolean json;

  @Option(names = "--dry-run", description = "Print what would be read; read nothing.")
  boolean dryRun;

  @Override
  public Integer call() throws IOException {
    if (dryRun) {
      paths.forEach(path -> System.out.println("inspect: " + plan(path)));
      return ExitCode.DONE.number();
    }
    paths.forEach(InspectCommand::requireThere);
    // Of the bytes of a line none depends on the locale.
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    String summary = new Inspect(ReadLimits.DEFAULT, out::println).run(paths);
    out.flush();
    System.err.println("inspect: " + summary);
    return ExitCode.DONE.number();
  }

  private static void requireThere(Path path) {
    if (!Files.exists(path)) {
      throw new InputException("Cannot inspect " + path + ": there is no such file or folder");
    }
  }

  private static String plan(Path path) {
    return Files.isDirectory(path) ? "every file below " + path : "the file " + path;
  }
}
