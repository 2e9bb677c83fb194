package com.sexyresume.command.payments;

import com.sexyresume.command.Rejection;

/** A refund of a payment that was not told yet, and that does not say whose it is: the provider tells it again. */
record PaymentUnknown() implements Rejection {

    @Override
    public String code() {
        return "payment-unknown";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "Nothing is known of this payment yet; tell it again later.";
    }
}
