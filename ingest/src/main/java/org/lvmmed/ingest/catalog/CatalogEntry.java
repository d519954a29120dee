package org.lvmmed.ingest.catalog;

import org.lvmmed.ingest.dataset.DatasetConf;

/**
 * A published dataset.
 *
 * @param id name of its descriptor, without ending
 * @param conf how it is ingested; a copy of the descriptor may serve as its {@code dataset.conf}
 * @param paper what the paper and its published lists say of it
 */
public record CatalogEntry(String id, DatasetConf conf, Paper paper) {

  /**
   * The paper's own words; they are not always right.
   *
   * @param number row of the paper's table
   * @param total what the table counts, in units that change from row to row
   * @param listFolder folder of the published file list
   * @param list what that list names
   */
  public record Paper(
      int number, String modality, String dimension, long total, String listFolder, String list) {}

  /** The dataset's name. */
  public String name() {
    String name = conf.name();
    return name == null ? id : name;
  }
}
