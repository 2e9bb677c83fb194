package com.sexyresume.app.web.bodies;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.sexyresume.app.web.requests.CanonicalUuid;
import com.sexyresume.app.web.requests.TimeText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TreeNode;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedConstructor;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * Binds JSON to records without guessing: an unknown field, a missing or null component that is not {@link Nullable}, a
 * text for a number, a fraction for an integer and a number for a text or a time are all refused. Decimal fractions
 * keep every digit.
 */
public final class JsonBinding implements JsonMapperBuilderCustomizer {

    @Override
    public void customize(JsonMapper.Builder builder) {
        builder.enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .changeDefaultNullHandling(nulls -> JsonSetter.Value.construct(nulls.getValueNulls(), Nulls.FAIL))
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .annotationIntrospector(
                        AnnotationIntrospector.pair(new RequiredComponents(), builder.annotationIntrospector()))
                .addModule(new SimpleModule("text-only").setDeserializerModifier(new TextOnly()));
    }

    /** Refuses a record without a component that {@linkplain NullMarkedRecords has to be there}. */
    private static final class RequiredComponents extends NopAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            // A missing JSON value would be Java's null, which no null handling sees.
            return (mustBeThere(member) && TreeNode.class.isAssignableFrom(member.getRawType())) ? true : null;
        }

        @Override
        public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
            return (mustBeThere(annotated) && !TreeNode.class.isAssignableFrom(annotated.getRawType()))
                    ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
                    : JsonSetter.Value.empty();
        }

        private static boolean mustBeThere(Annotated annotated) {
            if (!(annotated instanceof AnnotatedParameter parameter)
                    || !(parameter.getOwner() instanceof AnnotatedConstructor owner)) {
                return false;
            }
            return NullMarkedRecords.isRequired(owner.getAnnotated(), parameter.getIndex());
        }
    }

    /**
     * Times and UUIDs are written as text, these in their 36 characters and those as {@link TimeText} has them: no
     * number and no Base64 stands for one.
     */
    private static final class TextOnly extends ValueDeserializerModifier {

        private static final long serialVersionUID = 1L;

        @Override
        public ValueDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription.Supplier bean, ValueDeserializer<?> deserializer) {
            Class<?> type = bean.getBeanClass();
            return type == UUID.class
                            || Temporal.class.isAssignableFrom(type)
                            || TemporalAmount.class.isAssignableFrom(type)
                    ? new TextDeserializer(deserializer)
                    : deserializer;
        }
    }

    private static final class TextDeserializer extends DelegatingDeserializer {

        TextDeserializer(ValueDeserializer<?> deserializer) {
            super(deserializer);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> deserializer) {
            return new TextDeserializer(deserializer);
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return context.handleUnexpectedToken(handledType(), parser);
            }
            String text = parser.getString();
            if (handledType() == UUID.class && !CanonicalUuid.isOne(text)) {
                return context.handleWeirdStringValue(UUID.class, text, "not a UUID");
            }
            try {
                if (handledType() == Instant.class) {
                    return TimeText.instant(text);
                }
                if (handledType() == LocalDate.class) {
                    return TimeText.day(text);
                }
            } catch (DateTimeException unreadable) {
                return context.handleWeirdStringValue(handledType(), text, "not of RFC 3339");
            }
            return super.deserialize(parser, context);
        }
    }
}
