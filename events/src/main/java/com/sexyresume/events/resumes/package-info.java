@NullMarked
package com.sexyresume.events.resumes;

import org.jspecify.annotations.NullMarked;
