/** DICOM files: data set, pixel data of every common transfer syntax, geometry, palette. */
@NullMarked
package org.lvmmed.ingest.dicom;

import org.jspecify.annotations.NullMarked;
