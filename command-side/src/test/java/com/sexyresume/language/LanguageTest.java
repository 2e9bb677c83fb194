package com.sexyresume.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|Led the design of a platform for the whole company with Java and Kubernetes",
                "de|Leitung der Entwicklung einer Plattform für das Unternehmen mit Java und Kubernetes",
                "fr|Direction de la production et gestion des équipes pour la région avec Java",
                "es|Dirección de los proyectos y gestión del equipo con los clientes en Java",
                "pt|Gestão dos projetos e da equipe com os clientes, não só em Java",
                "it|Direzione della produzione e gestione dei clienti per il gruppo con Java",
                "nl|Leiding van het team en de afdeling voor een groot bedrijf met Java",
                "pl|Zarządzanie zespołem oraz budżetem i praca z klientami na projektach przez rok",
                "tr|Büyük bir şirket için yazılım geliştirme ve ekip yönetimi ile çok deneyim",
                "ru|Руководство отделом разработки на Java",
                "zh|负责 Java 平台的设计与开发",
                "ja|Java のプラットフォームを設計しました",
                "ko|자바 플랫폼 설계 및 개발",
                "ar|تصميم منصة الشركة",
                "th|ออกแบบระบบของบริษัท",
            })
    void isTold(String code, String text) {
        assertThat(Language.of(text)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Java, SQL, Kubernetes", "Acme GmbH", "12345", "de la", "Board 3e2de5e8da1e, part 7e1da0e"})
    void isNotGuessed(String text) {
        assertThat(Language.of(text)).isEqualTo(Language.UNKNOWN);
        assertThat(Language.isForeign(Language.of(text))).isFalse();
    }

    @Test
    void isToldOfTheBeginningOfALongText() {
        assertThat(Language.of("Led the design of a platform. ".repeat(100_000)))
                .isEqualTo("en");
    }
}
