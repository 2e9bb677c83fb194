@NullMarked
package com.sexyresume.command.resumes;

import org.jspecify.annotations.NullMarked;
