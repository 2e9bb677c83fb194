package com.sexyresume.command.payments;

import com.sexyresume.command.Rejection;

/** The message is not the payment provider's, or it was kept for too long. */
record SignatureInvalid() implements Rejection {

    @Override
    public String code() {
        return "signature-invalid";
    }

    @Override
    public Kind kind() {
        return Kind.INVALID;
    }

    @Override
    public String detail() {
        return "The signature is missing, too old, or not one of this body.";
    }
}
