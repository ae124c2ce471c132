package dev.hadrill.workflows;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.common.converter.PayloadConverter;
import java.lang.reflect.Type;

/** What workflows, activities and commands of several builds tell each other, strict only where a person may have typed it. */
final class Payloads extends JacksonJsonPayloadConverter {
    private final PayloadConverter tolerant;

    Payloads(ObjectMapper strict, ObjectMapper tolerant) {
        super(strict);
        this.tolerant = new JacksonJsonPayloadConverter(tolerant);
    }

    @Override
    public <T> T fromData(Payload content, Class<T> valueClass, Type valueType) {
        return valueClass.isAnnotationPresent(TypedByHand.class)
                ? super.fromData(content, valueClass, valueType)
                : tolerant.fromData(content, valueClass, valueType);
    }
}
