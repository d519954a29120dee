package org.lvmmed.ingest.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lvmmed.ingest.pixels.WindowRule;

class DatasetConfTest {

  @Test
  void everyKeyIsRead() {
    DatasetConf conf =
        parse(
            """
            name = "liver"
            title = "Liver tumours"
            modality = CT
            body-part = liver
            license = CC-BY-4.0
            homepage = unknown
            patient { from = path, pattern = "case_(\\\\d+)" }
            slices { axis = coronal, stride = 3, window = liver, skip-empty = false }
            split { rule = fraction, fraction = 0.5 }
            mask.values = [0, 128, 255]
            classes = [background, liver, tumour]
            """);

    assertThat(conf.name()).isEqualTo("liver");
    assertThat(conf.modality()).isEqualTo("ct");
    assertThat(conf.patient().ofPath("x/case_12.nii")).contains("12");
    assertThat(conf.slices())
        .isEqualTo(
            new SliceRule(SliceRule.Axis.CORONAL, 3, WindowRule.PRESETS.get("liver"), false));
    assertThat(conf.split()).isEqualTo(new SplitRule(SplitRule.Rule.FRACTION, 0.5));
    assertThat(conf.masks()).isEqualTo(new MaskRule.Values(Map.of(0, 0, 128, 1, 255, 2)));
    assertThat(conf.classes()).containsExactly("background", "liver", "tumour");
  }

  @Test
  void whatIsNotSaidHasTheCorpusDefault() {
    DatasetConf conf = parse("");

    assertThat(conf.name()).isNull();
    assertThat(conf.modality()).isEqualTo("unknown");
    assertThat(conf.slices()).isEqualTo(SliceRule.DEFAULT);
    assertThat(conf.split()).isEqualTo(new SplitRule(SplitRule.Rule.CSV, 0.2));
    assertThat(conf.masks()).isNull();
  }

  @Test
  void allProblemsAreToldTogetherWithTheNearestKey() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    modalty = CT
                    slices { stride = 0, window = lungs }
                    patient { from = path }
                    split.rule = random
                    """))
        .isInstanceOf(InvalidDatasetConfException.class)
        .hasMessageContaining("dataset.conf of x")
        .hasMessageContaining("\"modalty\" is not known; the nearest is \"modality\"")
        .hasMessageContaining("slices.stride is 0")
        .hasMessageContaining("lungs")
        .hasMessageContaining("patient.pattern")
        .hasMessageContaining("split.rule is random; it must be one of csv, standard, fraction");
  }

  @Test
  void whatIsNotHoconIsToldWithItsLine() {
    assertThatThrownBy(() -> parse("title = \"a\nmodality = CT"))
        .isInstanceOf(InvalidDatasetConfException.class)
        .hasMessageContaining("not HOCON");
  }

  @Test
  void otherFilesAreNotIncluded() {
    assertThatThrownBy(() -> parse("include \"/etc/hostname\""))
        .isInstanceOf(InvalidDatasetConfException.class)
        .hasMessageContaining("include is not allowed");
  }

  private static DatasetConf parse(String text) {
    return DatasetConfParser.parse("x", text, DatasetDefaults.STANDARD);
  }
}
