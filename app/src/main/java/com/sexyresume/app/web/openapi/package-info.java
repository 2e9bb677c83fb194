/** The OpenAPI document, made from the controllers. */
@NullMarked
package com.sexyresume.app.web.openapi;

import org.jspecify.annotations.NullMarked;
