@NullMarked
package org.nd4j.nativeblas;

import org.jspecify.annotations.NullMarked;
