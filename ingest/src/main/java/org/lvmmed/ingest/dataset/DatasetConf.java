package org.lvmmed.ingest.dataset;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.container.Columns;
import org.lvmmed.ingest.io.Member;

/**
 * What {@code dataset.conf} says of a dataset. What it leaves out has the corpus' default; texts
 * that are not known for certain are {@code unknown}.
 *
 * @param name another name for the dataset than its folder's, or null
 * @param masks the meaning of mask values, or null to judge it by the training masks
 * @param masksByIndex whether the headers of masks are known to place them wrongly
 * @param image which array of a file with several is the image, and {@code mask} its mask
 * @param columns which columns of tables with pictures are meant
 * @param encoding of the tables, or null for UTF-8 and UTF-16 with its mark
 * @param classes names of the classes, in the order of their indices
 */
public record DatasetConf(
    @Nullable String name,
    String title,
    String topic,
    String modality,
    String bodyPart,
    String license,
    String homepage,
    String dimension,
    List<String> formats,
    PatientRule patient,
    SliceRule slices,
    SplitRule split,
    @Nullable MaskRule masks,
    boolean masksByIndex,
    Member image,
    Member mask,
    Columns columns,
    @Nullable Charset encoding,
    List<String> classes) {

  public static final String UNKNOWN = "unknown";

  /** Of a dataset without a {@code dataset.conf}. */
  public static DatasetConf without(DatasetDefaults defaults) {
    return DatasetConfParser.parse("", "", defaults);
  }
}
