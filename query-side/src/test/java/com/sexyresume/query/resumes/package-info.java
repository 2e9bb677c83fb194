@NullMarked
package com.sexyresume.query.resumes;

import org.jspecify.annotations.NullMarked;
