/** The published datasets that the corpus of the paper is made of, and whether a copy is whole. */
@NullMarked
package org.lvmmed.ingest.catalog;

import org.jspecify.annotations.NullMarked;
