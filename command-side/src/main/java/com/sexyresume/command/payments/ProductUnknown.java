package com.sexyresume.command.payments;

import com.sexyresume.command.Rejection;

/** A payment for something that the price list does not have: nobody would get anything for it. */
record ProductUnknown() implements Rejection {

    @Override
    public String code() {
        return "product-unknown";
    }

    @Override
    public Kind kind() {
        return Kind.INVALID;
    }

    @Override
    public String detail() {
        return "The price list has no such product.";
    }
}
