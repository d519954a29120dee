package org.lvmmed.ingest.locate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.LocalIngest;
import org.lvmmed.ingest.NiftiBuilder;
import org.lvmmed.ingest.Pictures;
import org.lvmmed.ingest.container.ContainerStore;
import org.lvmmed.ingest.corpus.ImageRow;
import org.lvmmed.ingest.dataset.CorpusListing;
import org.lvmmed.ingest.dataset.DatasetDefaults;
import org.lvmmed.ingest.identity.Identity;
import org.lvmmed.ingest.identity.Secret;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.io.LocalFileStore;
import org.lvmmed.ingest.phantom.DicomFile;
import org.lvmmed.ingest.read.ImageReaders;

class LocatorTest {

  @TempDir Path corpus;
  private List<ImageRow> rows = List.of();

  @BeforeEach
  void ingest() throws IOException {
    Pictures.write(Pictures.grey(40, 40, 1), corpus.resolve("d/picture.png"));
    NiftiBuilder.of(8, 7, 6).counting().write(corpus.resolve("d/volume.nii"));
    short[] values = new short[400];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) (i * i);
    }
    DicomFile dicom = new DicomFile(20, 20, values).text(0x00100020, "LO", "P7");
    Files.write(corpus.resolve("d/scan.dcm"), dicom.slice("1.2.3", 1, 0).bytes());
    rows = LocalIngest.of(corpus).rows();
  }

  @Test
  void everyImageIsFoundByItsIdentifier() throws IOException {
    assertThat(rows).hasSize(8);
    for (ImageRow row : rows) {
      assertThat(locator(LocalIngest.IDENTITY).find(row.imageId()))
          .singleElement()
          .matches(place -> place.meaning().startsWith("image"));
    }
  }

  @Test
  void aPatientOfAHeaderIsFoundWithItsFiles() throws IOException {
    Locator locator = locator(LocalIngest.IDENTITY);

    assertThat(locator.find(LocalIngest.IDENTITY.patient("d", "P7")))
        .containsExactly(new Place("d", "d/scan.dcm", "patient"));
    assertThat(locator.find(LocalIngest.IDENTITY.series("d", "1.2.3")))
        .containsExactly(new Place("d", "d/scan.dcm", "series"));
  }

  @Test
  void anotherSecretFindsNothing() throws IOException {
    byte[] other = new byte[32];
    other[0] = 1;

    assertThat(locator(new Identity(Secret.of(other))).find(rows.get(0).imageId())).isEmpty();
  }

  private Locator locator(Identity identity) throws IOException {
    ContainerStore store = ContainerStore.over(new LocalFileStore(corpus));
    return new Locator(
        store,
        CorpusListing.of(store, "corpus", DatasetDefaults.STANDARD),
        ImageReaders.load(ReadLimits.DEFAULT),
        identity);
  }
}
