/**
 * What a corpus directory says: dataset.conf, split tables, masks, patients, and the plan made of
 * them.
 */
@NullMarked
package org.lvmmed.ingest.dataset;

import org.jspecify.annotations.NullMarked;
