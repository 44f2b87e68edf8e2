package org.smtpconnector.inbox.rest;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.smtpconnector.inbox.html.Links;
import org.smtpconnector.inbox.send.SendResult;

/**
 * The JSON of the records that are answered, for {@code /openapi}. Payara makes some of it by itself, but takes times for objects and
 * whole numbers for others, and leaves out what is not in a method's signature.
 */
final class Schemas {

    private static final Set<Class<? extends Record>> ANSWERS = Set.of(
            MessageSummary.class,
            MessageDetail.class,
            MessageWithContent.class,
            SendResult.class,
            TranscriptView.class,
            Links.Link.class,
            CountResource.Count.class,
            MessagesResource.Deleted.class,
            MeResource.Me.class,
            StatusResource.Status.class,
            StatusResource.History.class,
            ReadyResource.Ready.class,
            RuleView.class,
            RuleProblem.class,
            Problem.class);

    private static final Set<Type> WHOLE = Set.of(int.class, long.class, Integer.class, Long.class);

    private final Map<String, Schema> schemas = new TreeMap<>();

    private Schemas() {}

    /** By name. */
    static Map<String, Schema> all() {
        Schemas all = new Schemas();
        ANSWERS.forEach(all::add);
        return all.schemas;
    }

    static Schema reference(Class<?> answer) {
        return OASFactory.createSchema().ref("#/components/schemas/" + answer.getSimpleName());
    }

    static Schema array(Schema items) {
        return of(SchemaType.ARRAY).items(items);
    }

    static Schema of(SchemaType type) {
        return OASFactory.createSchema().type(type);
    }

    private void add(Class<?> answer) {
        if (schemas.containsKey(answer.getSimpleName())) {
            return;
        }
        Schema schema = of(SchemaType.OBJECT);
        schemas.put(answer.getSimpleName(), schema);
        for (RecordComponent component : answer.getRecordComponents()) {
            schema.addProperty(component.getName(), schema(component.getGenericType()));
        }
    }

    private Schema schema(Type type) {
        if (WHOLE.contains(type)) {
            return of(SchemaType.INTEGER).format("int64");
        }
        if (type == boolean.class || type == Boolean.class) {
            return of(SchemaType.BOOLEAN);
        }
        if (type == Double.class) {
            return of(SchemaType.NUMBER);
        }
        if (type == Instant.class) {
            return of(SchemaType.STRING).format("date-time");
        }
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return generic.getRawType() == List.class ? array(schema(last)) : of(SchemaType.OBJECT);
        }
        if (type instanceof Class<?> answer && answer.isRecord()) {
            add(answer);
            return reference(answer);
        }
        return of(SchemaType.STRING);
    }
}
