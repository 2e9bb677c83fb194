package com.sexyresume.query.analytics;

import com.sexyresume.rendering.StreamSafeText;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

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

    private static final Set<String> HASHED_NAMES = names("""
            birthDate dateOfBirth dob birthday geburtsdatum geburtstag dateDeNaissance fechaDeNacimiento dataDiNascita
            dataDeNascimento geboortedatum 生年月日 出生日期
            ip ipAddress ipAddr remoteAddr clientIp
            device deviceId deviceUuid advertisingId fingerprint ua userAgent""");

    private static final Set<String> REMOVED_NAMES = names("""
            name nickname displayName givenName familyName first last middle initials
            vorname nachname familienname nom prénom nomDeFamille nombre apellido apellidos nome cognome sobrenome
            voornaam achternaam imię nazwisko förnamn efternamn имя фамилия 姓名 氏名 名前 이름
            author owner recipient sender candidate applicant contact referee employee person people
            user userId usr uid login handle
            mail e mailBody courriel correo почта 邮箱 メール
            tel mobile cell telefon telefonnummer handy handynummer telephone teléfono telefono telefone téléphone
            telefoonnummer телефон 电话 電話番号
            ssn iban bic accountNumber cardNumber card nino bsn aadhaar nhs nif nie dni taxId
            street zip zipCode postcode postalCode city town adresse anschrift straße strasse plz postleitzahl wohnort ort
            codePostal dirección direccion indirizzo endereço adres адрес 地址 住所
            geo gps coords lat lng lon latitude longitude coordinates
            linkedin github gitlab twitter facebook instagram xing orcid website homepage portfolio
            birthYear birthPlace gender sex ethnicity race religion age health disability union marital maritalStatus nationality
            cv cvText resume résumé lebenslauf summary headline bio biography text body message letter html
            sessionReplay q query searchTerm searchQuery utmTerm
            jwt pwd passwd passphrase pin otp authorization cookie cookies credential credentials auth""");

    /** At the end of a name. */
    private static final Set<String> REMOVED_ENDS = names("token apiKey privateKey secretKey secret");

    /** Wherever they stand in a name. */
    private static final Set<String> REMOVED_PARTS = names("""
            email phone fullName firstName lastName middleName surname userName candidateName ownerName authorName
            contactName customerName clientName recipientName senderName applicantName employeeName address location personalInfo userData socialSecurity nationalId passport password
            resumeContent resumeText resumeData coverLetter salary""");

    static PersonalField of(String name) {
        // The second of its kind is of the same kind.
        String plain = plain(name).replaceFirst("\\d++$", "");
        if (HASHED_NAMES.contains(plain)) {
            return HASHED;
        }
        return REMOVED_NAMES.contains(plain)
                        || REMOVED_ENDS.stream().anyMatch(plain::endsWith)
                        || REMOVED_PARTS.stream().anyMatch(plain::contains)
                ? REMOVED
                : NONE;
    }

    private static Set<String> names(String list) {
        return Arrays.stream(list.split("\\s+")).map(PersonalField::plain).collect(Collectors.toUnmodifiableSet());
    }

    /** Letters and digits alone, in lower case and without accents. */
    static String plain(String name) {
        StringBuilder plain = new StringBuilder();
        StreamSafeText.normalized(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
