package org.lvmmed.jobs.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.inspect.Inspect;
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

  @Override
  public Integer call() throws IOException {
    try (PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8)) {
      new Inspect(ReadLimits.DEFAULT, out::println).run(paths);
    }
    return ExitCode.DONE.number();
  }
}
