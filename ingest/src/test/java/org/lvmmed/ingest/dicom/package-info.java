@org.jspecify.annotations.NullMarked
package org.lvmmed.ingest.dicom;
