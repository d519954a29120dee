package org.lvmmed.ingest.corpus;

import org.lvmmed.ingest.dataset.DatasetConf;
import org.lvmmed.ingest.identity.Identity;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.ImageHeader.Attribute;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.io.FileStore;
import org.lvmmed.ingest.pixels.BodyPart;
import org.lvmmed.ingest.pixels.Modality;
import org.lvmmed.ingest.pixels.Renderer;
import org.lvmmed.ingest.pixels.Windows;
import org.lvmmed.ingest.plan.DatasetRules;
import org.lvmmed.ingest.read.ImageReaders;

/**
 * What the readings of units share.
 *
 * @param memory bytes that a unit may keep of decoded slices between two passes
 */
record ReadingTools(
    FileStore store,
    ImageReaders readers,
    Identity identity,
    Windows windows,
    Renderer renderer,
    RowMaker rows,
    long memory) {

  MedicalImage open(DatasetRules rules, String path) throws UnreadableImageException {
    return readers.open(ImageReaders.source(store, rules.stored(path)).with(rules.image()));
  }

  MedicalImage openMask(DatasetRules rules, String path) throws UnreadableImageException {
    return readers.open(ImageReaders.source(store, rules.stored(path)).with(rules.mask()));
  }

  /** What the dataset says, else what the header says. */
  static String modality(DatasetRules rules, ImageHeader header) {
    return rules.modality().equals(DatasetConf.UNKNOWN)
        ? Modality.ofDicom(header.attributes().getOrDefault(Attribute.MODALITY, ""))
        : rules.modality();
  }

  static String bodyPart(DatasetRules rules, ImageHeader header) {
    return rules.bodyPart().equals(DatasetConf.UNKNOWN)
        ? BodyPart.ofDicom(header.attributes().getOrDefault(Attribute.BODY_PART, ""))
        : rules.bodyPart();
  }
}
