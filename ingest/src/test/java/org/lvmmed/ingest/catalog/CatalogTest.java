package org.lvmmed.ingest.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.dataset.InvalidDatasetConfException;
import org.lvmmed.ingest.dataset.MaskRule;
import org.lvmmed.ingest.dataset.SplitRule;

class CatalogTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("lvmmed.root", "..")).resolve("conf/datasets");

  private static Catalog catalog;

  @BeforeAll
  static void read() throws IOException {
    catalog = Catalog.read(FOLDER);
  }

  @Test
  void all55DescriptorsParseInTheOrderOfThePaper() {
    assertThat(catalog.entries())
        .extracting(e -> e.paper().number())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 55).boxed().toList());
    assertThat(catalog.entries()).extracting(CatalogEntry::name).doesNotHaveDuplicates();
  }

  @Test
  void everyDescriptorTellsFormatsBodyPartDimensionAndSplit() {
    assertThat(catalog.entries())
        .allSatisfy(
            e -> {
              assertThat(e.conf().formats()).isNotEmpty();
              assertThat(e.conf().bodyPart()).isNotEqualTo("unknown");
              assertThat(e.conf().dimension()).isIn("2D", "3D");
              assertThat(e.conf().title()).isNotBlank();
            });
    Map<SplitRule.Rule, Long> rules =
        catalog.entries().stream()
            .collect(Collectors.groupingBy(e -> e.conf().split().rule(), Collectors.counting()));
    assertThat(rules).isEqualTo(Map.of(SplitRule.Rule.STANDARD, 12L, SplitRule.Rule.FRACTION, 43L));
  }

  @Test
  void modalitiesAreWhatTheDatasetsAreNotWhatThePaperSays() {
    assertThat(modality("MSD-Liver")).isEqualTo("ct");
    assertThat(modality("MSD-Heart")).isEqualTo("mri");
    assertThat(modality("TCGA-CESC")).isEqualTo("mri");
    assertThat(modality("COVIDx")).isEqualTo("ct");
    assertThat(modality("MitoEM")).isEqualTo("microscopy");
    assertThat(catalog.entries())
        .extracting(e -> e.conf().modality())
        .isSubsetOf(
            Set.of(
                "ct",
                "mri",
                "x-ray",
                "mammography",
                "ultrasound",
                "oct",
                "fundus",
                "endoscopy",
                "histology",
                "microscopy",
                "dermoscopy",
                "unknown"));
  }

  private static String modality(String name) {
    return catalog.find(name).orElseThrow().conf().modality();
  }

  @Test
  void patientsAreReadFromPathsAsTheDatasetsNameThem() {
    assertThat(patient("BraTS2018", "HGG/Brats18_TCIA08_167_1/Brats18_TCIA08_167_1_t1.nii.gz"))
        .isEqualTo("Brats18_TCIA08_167");
    assertThat(patient("MSD-Colon", "imagesTr/colon_007.nii.gz")).isEqualTo("007");
    assertThat(patient("C-NMC_Leukemia", "fold_0/hem/UID_H10_12_2_hem.bmp")).isEqualTo("H10");
    assertThat(patient("EyePACS", "train/10003_left.jpeg")).isEqualTo("10003");
    assertThat(patient("Heidelberg OCT", "train/CNV/CNV-1016042-3.jpeg")).isEqualTo("1016042");
    assertThat(patient("MMWHS-CT", "ct_train_1005_image.nii")).isEqualTo("1005");
    assertThat(patient("BCSS", "TCGA-A1-A0SK-DX1_xmin45749.png")).isEqualTo("TCGA-A1-A0SK");
  }

  private static String patient(String name, String path) {
    return catalog.find(name).orElseThrow().conf().patient().ofPath(path).orElseThrow();
  }

  @Test
  void valuesOfHeartMasksBecomeSevenClasses() {
    MaskRule masks = catalog.find("mmwhs-mri").orElseThrow().conf().masks();
    assertThat(List.of(masks.classOf(0), masks.classOf(420), masks.classOf(850)))
        .containsExactly(0, 3, 7);
  }

  @Test
  void aDatasetIsFoundByNameOrFileWhateverTheCase() {
    assertThat(catalog.find("heidelberg-OCT"))
        .isEqualTo(catalog.find("Heidelberg oct"))
        .isPresent();
    assertThat(catalog.find("nothing")).isEmpty();
  }

  @Test
  void theCatalogueIsReadFromAJar(@TempDir Path folder) throws IOException {
    Path jar = folder.resolve("one.jar");
    try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      Path inside = Files.createDirectories(zip.getPath("conf/datasets"));
      for (String name : List.of("bccd.conf", "hc18.conf")) {
        Files.copy(FOLDER.resolve(name), inside.resolve(name));
      }
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      assertThat(Catalog.ofClassPath(loader).entries())
          .extracting(CatalogEntry::id)
          .containsExactly("bccd", "hc18");
    }
  }

  @Test
  void everyBrokenDescriptorIsNamedAtOnce(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("one.conf"), "modalty = ct\ncatalog { number = 1 }");
    Files.writeString(folder.resolve("two.conf"), "name = two");
    assertThatThrownBy(() -> Catalog.read(folder))
        .isInstanceOf(InvalidDatasetConfException.class)
        .hasMessageContaining("modalty")
        .hasMessageContaining("modality")
        .hasMessageContaining("Invalid descriptor of two")
        .hasMessageContaining("catalog");
  }
}
