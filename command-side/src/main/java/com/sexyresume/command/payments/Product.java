package com.sexyresume.command.payments;

import com.sexyresume.events.payments.Entitlement;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is sold.
 *
 * @param entitlement what it gives; null when it gives credits alone
 * @param days for how many days the entitlement is given; 0 without an end
 * @param credits how many credits it gives
 */
record Product(
        @Nullable Entitlement entitlement,
        @DefaultValue("0") int days,
        @DefaultValue("0") int credits) {

    static final Product NOTHING = new Product(null, 0, 0);

    Product {
        if (days < 0 || credits < 0) {
            throw new IllegalArgumentException("A product gives at least 0 days and 0 credits");
        }
    }
}
