package org.lvmmed.jobs.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.container.ContainerStore;
import org.lvmmed.ingest.dataset.CorpusListing;
import org.lvmmed.ingest.dataset.DatasetDefaults;
import org.lvmmed.ingest.identity.Identity;
import org.lvmmed.ingest.identity.Secret;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.locate.Locator;
import org.lvmmed.ingest.locate.Place;
import org.lvmmed.ingest.read.ImageReaders;
import org.lvmmed.jobs.ingest.CorpusStore;
import org.lvmmed.jobs.io.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The files that an identifier stands for. A local tool: it prints paths. */
@Command(mixinStandardHelpOptions = true)
final class LocateCommand implements Callable<Integer> {

  @Parameters(arity = "1", paramLabel = "ID", description = "Of an image, file, series or patient.")
  String id = "";

  @Option(
      names = "--corpus",
      paramLabel = "URI",
      required = true,
      description = "The directory of datasets that was ingested.")
  String corpus = "";

  @Option(
      names = "--secret",
      paramLabel = "FILE",
      description = "The secret that it was ingested with (default: the user's own).")
  @Nullable Path secret;

  @Option(names = "--dry-run", description = "Print where would be looked; read nothing.")
  boolean dryRun;

  @Override
  public Integer call() throws IOException {
    if (dryRun) {
      System.out.printf("locate: %s among the files below %s%n", id, corpus);
      return ExitCode.DONE.number();
    }
    for (Place place : places()) {
      System.out.println(place.path() + "\t" + place.meaning());
    }
    return ExitCode.DONE.number();
  }

  private List<Place> places() throws IOException {
    Identity identity = new Identity(Secret.of(SecretFile.existing(Optional.ofNullable(secret))));
    try (ContainerStore store = store()) {
      return places(identity, store);
    }
  }

  private List<Place> places(Identity identity, ContainerStore store) throws IOException {
    String name = new org.apache.hadoop.fs.Path(corpus).getName();
    Locator locator =
        new Locator(
            store,
            CorpusListing.of(store, name, DatasetDefaults.STANDARD),
            ImageReaders.load(ReadLimits.DEFAULT),
            identity);
    List<Place> places = locator.find(id);
    if (places.isEmpty()) {
      throw new InputException(
          "Cannot locate "
              + id
              + ": no file below --corpus "
              + corpus
              + " has this identifier; give the corpus and the secret that it was ingested with");
    }
    return places;
  }

  private ContainerStore store() throws IOException {
    try {
      return CorpusStore.open(corpus, new Configuration());
    } catch (FileNotFoundException e) {
      throw new InputException("Cannot read the corpus: --corpus " + corpus + " is not a folder");
    }
  }
}
