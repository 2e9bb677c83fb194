/**
 * The HTTP edge: what a request may look like, how every error is answered, how a request becomes a
 * {@link com.sexyresume.sending.CommandRequest}, and how the API describes itself. Nothing that a client can send is
 * answered with a 500.
 */
@NullMarked
package com.sexyresume.app.web;

import org.jspecify.annotations.NullMarked;
