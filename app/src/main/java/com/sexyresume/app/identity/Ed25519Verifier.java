package com.sexyresume.app.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Set;
import java.util.stream.Stream;

/** Verifies EdDSA over Ed25519 (RFC 8037) with what Java has; the library would want another one for it. */
final class Ed25519Verifier implements JWSVerifier {

    private static final int KEY_BYTES = 32;

    private final EdECPublicKey key;
    private final JCAContext context = new JCAContext();

    private Ed25519Verifier(EdECPublicKey key) {
        this.key = key;
    }

    /** The verifiers that the library has, and this one. */
    static final class Factory extends DefaultJWSVerifierFactory {

        @Override
        public JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
            return key instanceof EdECPublicKey edwards && header.getAlgorithm().equals(JWSAlgorithm.EdDSA)
                    ? new Ed25519Verifier(edwards)
                    : super.createJWSVerifier(header, key);
        }
    }

    /**
     * The key of a set, if it is one of Ed25519: its bytes are y, the lowest first, and the sign of x in the top bit.
     */
    static Stream<Key> key(JWK published) {
        if (!(published instanceof OctetKeyPair pair) || !Curve.Ed25519.equals(pair.getCurve())) {
            return Stream.of();
        }
        byte[] bytes = pair.getX().decode();
        if (bytes.length != KEY_BYTES) {
            return Stream.of();
        }
        byte[] highestFirst = new byte[KEY_BYTES];
        for (int place = 0; place < KEY_BYTES; place++) {
            highestFirst[KEY_BYTES - 1 - place] = bytes[place];
        }
        boolean xIsOdd = (highestFirst[0] & 0x80) != 0;
        highestFirst[0] = (byte) (highestFirst[0] & 0x7f);
        try {
            return Stream.of(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new EdECPublicKeySpec(
                            NamedParameterSpec.ED25519, new EdECPoint(xIsOdd, new BigInteger(1, highestFirst)))));
        } catch (GeneralSecurityException noKey) {
            return Stream.of();
        }
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signed, Base64URL signature) {
        if (header.getCriticalParams() != null) {
            return false;
        }
        try {
            Signature verification = Signature.getInstance("Ed25519");
            verification.initVerify(key);
            verification.update(signed);
            return verification.verify(signature.decode());
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    @Override
    public Set<JWSAlgorithm> supportedJWSAlgorithms() {
        return Set.of(JWSAlgorithm.EdDSA);
    }

    @Override
    public JCAContext getJCAContext() {
        return context;
    }
}
