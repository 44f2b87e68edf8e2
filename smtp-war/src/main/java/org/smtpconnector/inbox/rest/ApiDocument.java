package org.smtpconnector.inbox.rest;

import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Says in {@code /openapi} what holds for every operation: how it ends, and how problems look. */
public class ApiDocument implements OASFilter {

    private static final String LIST = "/api/messages";
    private static final Set<String> WHOLE_NUMBERS = Set.of("id", "after", "before", "limit");
    private static final String LATEST = "/api/messages/latest";
    private static final String OF_A_MESSAGE = "/api/messages/{id}";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getComponents().setSchemas(Schemas.all());
        api.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((method, operation) -> complete(path, method, operation)));
    }

    private static void complete(String path, PathItem.HttpMethod method, Operation operation) {
        APIResponses responses = operation.getResponses();
        APIResponse unnamed = responses.getAPIResponse("default");
        if (unnamed != null) {
            responses.removeAPIResponse("default");
            boolean nothing = method == PathItem.HttpMethod.DELETE && path.equals(OF_A_MESSAGE);
            responses.addAPIResponse(
                    nothing ? "204" : "200",
                    nothing
                            ? OASFactory.createAPIResponse().description("Deleted")
                            : unnamed.description("As asked for"));
        }
        // These are answered later than their methods return, so no signature tells of what they answer.
        if (path.equals(LIST) && method == PathItem.HttpMethod.GET) {
            responses
                    .getAPIResponse("200")
                    .setContent(content("application/json", Schemas.array(Schemas.reference(MessageSummary.class))));
        }
        if (path.equals(LATEST)) {
            responses.addAPIResponse(
                    "200",
                    OASFactory.createAPIResponse()
                            .description("The message")
                            .content(content("application/json", Schemas.reference(MessageWithContent.class))));
            responses.addAPIResponse("404", problem("Nothing was found in time"));
        }
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(ApiDocument::complete);
            responses.addAPIResponse("400", problem("A parameter is not as expected"));
        }
        if (path.startsWith(OF_A_MESSAGE)) {
            responses.addAPIResponse("404", problem("There is no such message, or it has none of this"));
        }
        responses.addAPIResponse("401", problem("A login is required"));
        responses.addAPIResponse("403", problem("Asked for by a page of another origin, or from another machine"));
        responses.addAPIResponse("429", problem("Too many wrong passwords, see Retry-After"));
    }

    private static void complete(Parameter parameter) {
        parameter.setSchema(Schemas.of(
                WHOLE_NUMBERS.contains(parameter.getName()) ? Schema.SchemaType.INTEGER : Schema.SchemaType.STRING));
    }

    private static APIResponse problem(String description) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(content(Problem.TYPE.toString(), Schemas.reference(Problem.class)));
    }

    private static Content content(String type, Schema schema) {
        return OASFactory.createContent()
                .addMediaType(type, OASFactory.createMediaType().schema(schema));
    }
}
