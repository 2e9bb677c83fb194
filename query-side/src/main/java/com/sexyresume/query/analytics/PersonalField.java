package com.sexyresume.query.analytics;

import com.sexyresume.rendering.StreamSafeText;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/**
 * What is done with a property because of its name: one table for all rules of the document (PII1–PII4, PII6, D53), the
 * stricter where two of them differ. Names are compared without regard to case, separators and compatibility forms, so
 * {@code user_email}, {@code userEmail} and {@code E-Mail} are the same (D52).
 */
enum PersonalField {
    NONE,
    /** A quasi-identifier: a keyed hash stands for it (PII3). */
    HASHED,
    /** Identifies somebody, or is sensitive: nothing stands for it (PII1, PII2, PII4). */
    REMOVED;

    private static final Set<String> HASHED_NAMES = Set.of(
            "birthdate",
            "dateofbirth",
            "dob",
            "birthday",
            "ip",
            "ipaddress",
            "ipaddr",
            "remoteaddr",
            "clientip",
            "device",
            "deviceid",
            "deviceuuid",
            "advertisingid",
            "fingerprint");

    private static final Set<String> REMOVED_NAMES = Set.of(
            "name",
            "nickname",
            "displayname",
            "givenname",
            "familyname",
            "user",
            "userid",
            "usr",
            "uid",
            "mail",
            "tel",
            "mobile",
            "cell",
            "ssn",
            "iban",
            "street",
            "zip",
            "postcode",
            "postalcode",
            "geo",
            "lat",
            "lng",
            "lon",
            "latitude",
            "longitude",
            "coordinates",
            "cv",
            "cvtext",
            "token",
            "accesstoken",
            "authorization",
            "cookie");

    /** Wherever they stand in a name. */
    private static final Set<String> REMOVED_PARTS = Set.of(
            "email",
            "phone",
            "fullname",
            "firstname",
            "lastname",
            "middlename",
            "surname",
            "username",
            "address",
            "location",
            "personalinfo",
            "userdata",
            "socialsecurity",
            "nationalid",
            "passport",
            "password",
            "resumecontent",
            "resumetext",
            "resumedata",
            "coverletter",
            "salary");

    static PersonalField of(String name) {
        String plain = plain(name);
        if (HASHED_NAMES.contains(plain)) {
            return HASHED;
        }
        return REMOVED_NAMES.contains(plain) || REMOVED_PARTS.stream().anyMatch(plain::contains) ? REMOVED : NONE;
    }

    /** Letters and digits alone, in lower case. */
    static String plain(String name) {
        StringBuilder plain = new StringBuilder();
        StreamSafeText.normalized(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
