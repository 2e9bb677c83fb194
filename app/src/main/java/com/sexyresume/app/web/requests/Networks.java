package com.sexyresume.app.web.requests;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Whom an address stands for: an IPv6 address for its network of 64 bits, which one subscriber has to themselves. */
public final class Networks {

    private static final int NETWORK_BYTES = 8;

    private Networks() {}

    public static String of(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
                    : address;
        } catch (IllegalArgumentException noLiteral) {
            return address;
        }
    }
}
