package org.lvmmed.ingest.locate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.dataset.Annotation;
import org.lvmmed.ingest.dataset.DatasetListing;
import org.lvmmed.ingest.identity.Identity;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.io.FileStore;
import org.lvmmed.ingest.plan.Probe;
import org.lvmmed.ingest.plan.Prober;
import org.lvmmed.ingest.read.ImageReaders;

/**
 * Finds the files of an identifier by computing the identifiers of every file: a keyed hash has no
 * way back. Names and tables are tried first; files are opened only if these do not tell.
 */
public final class Locator {
  private final FileStore store;
  private final List<DatasetListing> datasets;
  private final ImageReaders readers;
  private final Identity identity;

  public Locator(
      FileStore store, List<DatasetListing> datasets, ImageReaders readers, Identity identity) {
    this.store = store;
    this.datasets = List.copyOf(datasets);
    this.readers = readers;
    this.identity = identity;
  }

  /** Every place that the identifier stands for; a patient or a series has several. */
  public List<Place> find(String id) {
    List<Place> places = search((dataset, path) -> byName(dataset, path, id));
    return places.isEmpty() ? search((dataset, path) -> byContent(dataset, path, id)) : places;
  }

  private interface Look {
    @Nullable String at(DatasetListing dataset, String path);
  }

  private List<Place> search(Look look) {
    List<Place> places = new ArrayList<>();
    for (DatasetListing dataset : datasets) {
      dataset
          .files()
          .forEach(
              file -> {
                String meaning = look.at(dataset, file.path());
                if (meaning != null) {
                  places.add(new Place(dataset.name(), dataset.stored(file.path()), meaning));
                }
              });
    }
    return places;
  }

  private @Nullable String byName(DatasetListing dataset, String path, String id) {
    String name = dataset.name();
    if (id.equals(identity.file(name, path))) {
      return "file";
    }
    if (id.equals(identity.image(name, path, 0))) {
      return "image";
    }
    if (id.equals(identity.series(name, path))) {
      return "series";
    }
    boolean own = id.equals(identity.patientOfFile(name, path));
    boolean named =
        patient(dataset, path).filter(p -> id.equals(identity.patient(name, p))).isPresent();
    return own || named ? "patient" : null;
  }

  private static Optional<String> patient(DatasetListing dataset, String path) {
    return dataset
        .conf()
        .patient()
        .ofPath(path)
        .or(
            () ->
                dataset.annotations().stream()
                    .filter(row -> row.path().equals(path))
                    .map(Annotation::patient)
                    .filter(Objects::nonNull)
                    .findFirst());
  }

  private @Nullable String byContent(DatasetListing dataset, String path, String id) {
    Probe probe =
        new Prober(store, readers, identity, true)
            .probe(
                new Prober.Task(
                    dataset.name(), dataset.folder(), path, dataset.conf().image(), null));
    Probe.HeaderFacts facts = probe.header();
    if (facts != null && id.equals(facts.patient())) {
      return "patient";
    }
    if (facts != null && id.equals(facts.series())) {
      return "series";
    }
    return probe.isImage() ? frame(dataset, path, id) : null;
  }

  private @Nullable String frame(DatasetListing dataset, String path, String id) {
    for (int frame = 1; frame < pictures(dataset.stored(path)); frame++) {
      if (id.equals(identity.image(dataset.name(), path, frame))) {
        return "image, frame or slice " + frame;
      }
    }
    return null;
  }

  /** As many pictures as a file gives along the axis that gives most. */
  private long pictures(String stored) {
    try (MedicalImage image = readers.open(ImageReaders.source(store, stored))) {
      ImageHeader header = image.header();
      long values = header.vector() ? header.samples() : 1;
      long longest = Math.max(header.rows(), header.columns());
      return header.frames() == 1 ? values : values * header.frames() * longest;
    } catch (UnreadableImageException | java.io.IOException e) {
      return 0;
    }
  }
}
