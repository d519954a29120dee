package org.lvmmed.ingest.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.io.LocalFileStore;

class CopyCheckTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("lvmmed.root", "..")).resolve("conf/datasets");

  @TempDir Path copy;

  private CopyCheck.Result check(String dataset, String list) throws IOException {
    CatalogEntry entry = Catalog.read(FOLDER).find(dataset).orElseThrow();
    FileList lines = list.isEmpty() ? null : FileList.parse(list);
    return new CopyCheck(entry, lines).run(new LocalFileStore(copy), "kits");
  }

  private void file(String path) throws IOException {
    Path file = copy.resolve("kits").resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
  }

  @Test
  void aWholeCopyIsCountedByFormatAndPatient() throws IOException {
    file("case_00000/imaging.nii.gz");
    file("case_00000/segmentation.nii.gz");
    file("case_00001/imaging.nii.gz");
    file("LICENSE");
    assertThat(check("KiTS19-21", "case_00000\ncase_00001\n"))
        .isEqualTo(new CopyCheck.Result("KiTS19-21", 4, Map.of("nii.gz", 3L), 2, List.of()))
        .matches(CopyCheck.Result::whole);
  }

  @Test
  void whatTheListNamesAndTheCopyLacksIsSaid() throws IOException {
    file("case_00000/imaging.nii.gz");
    assertThat(check("KiTS19-21", "case_00000\n\ncase_00007\ncase_00008\n").missing())
        .containsExactly("Of the 3 lines of the list 2 are not here: case_00007, case_00008");
  }

  @Test
  void aFolderWithoutTheFormatsIsQuestioned() throws IOException {
    file("readme.txt");
    assertThat(check("KiTS19-21", "").missing())
        .containsExactly("No file ends with nii.gz; is this the folder of KiTS19-21?");
  }

  @Test
  void imagesWithoutTheirPatientAreNamed() throws IOException {
    file("case_00000/imaging.nii.gz");
    file("renamed.nii.gz");
    assertThat(check("KiTS19-21", "").missing())
        .singleElement()
        .asString()
        .startsWith("The patient of 1 of 2 images is not in their paths")
        .endsWith("renamed.nii.gz");
  }

  @Test
  void linesStandForPathsNamesWithoutEndingAndFolders() {
    FileList list =
        FileList.parse("./train/a.jpg\nvolume-7\nscans\\b\nPatient12\n\nvolume-7\nabsent\n");
    List<String> paths =
        List.of(
            "x/train/A.jpg",
            "volume-7.nii.gz",
            "scans/b.dcm",
            "Patient12/1/2.dcm",
            "volume-70.nii");
    assertThat(list.lines()).hasSize(5);
    assertThat(list.missing(paths)).containsExactly("absent");
    assertThat(list.select(paths)).containsExactlyElementsOf(paths.subList(0, 4));
  }
}
