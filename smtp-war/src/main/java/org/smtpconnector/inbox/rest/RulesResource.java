package org.smtpconnector.inbox.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.smtpconnector.inbox.rules.Rule;
import org.smtpconnector.inbox.rules.RuleBook;
import org.smtpconnector.inbox.rules.RuleMistake;
import org.smtpconnector.inbox.store.StoredRules;

/** The scripted replies. A change is in force for the next command of every session when it is answered. */
@Path("rules")
@Produces(MediaType.APPLICATION_JSON)
public class RulesResource {

    private static final String EXAMPLE =
            "{\"name\":\"Greylist\",\"stage\":\"rcpt\",\"recipient\":\"*@example.org\",\"reply\":\"451 4.7.1 Try again later\",\"times\":1}";

    @Inject
    private RuleBook book;

    @Inject
    private StoredRules stored;

    @Context
    private UriInfo uri;

    /** {@code GET /api/rules}: in the order in which they are looked at, those of the configuration first. */
    @GET
    @Operation(summary = "The scripted replies, and how often each was hit")
    public List<RuleView> list() {
        return book.rules().stream().map(RuleView::of).toList();
    }

    /** {@code POST /api/rules}: adds one behind all others. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Add a rule")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "RuleView"),
                            example = EXAMPLE))
    @APIResponse(responseCode = "201", description = "Added; Location is its address")
    @APIResponse(responseCode = "400", description = "Not a rule: all mistakes at once")
    @APIResponse(responseCode = "409", description = "There are as many as there may be")
    public Response add(InputStream body) throws IOException {
        List<RuleMistake> mistakes = new ArrayList<>();
        Optional<Rule> rule = RuleBody.read(body, mistakes);
        if (rule.isEmpty()) {
            return RuleProblem.response(mistakes);
        }
        OptionalLong id = stored.add(rule.get());
        if (id.isEmpty()) {
            return Problem.of(Response.Status.CONFLICT, "There are too many rules.")
                    .response();
        }
        read();
        return Response.created(uri.getAbsolutePathBuilder()
                        .path(String.valueOf(id.getAsLong()))
                        .build())
                .entity(view(id.getAsLong()))
                .build();
    }

    /** {@code PUT /api/rules/{id}}: puts a rule in place of another. The count begins anew, unless the rule is only switched off. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Change a rule; its count begins anew, unless it is only switched off")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "RuleView"),
                            example = EXAMPLE))
    @APIResponse(responseCode = "200", description = "The rule as it is now")
    @APIResponse(responseCode = "400", description = "Not a rule: all mistakes at once")
    @APIResponse(responseCode = "404", description = "There is no such rule of page or API")
    public Response replace(@PathParam("id") String id, InputStream body) throws IOException {
        long number = Parameters.id("id", id);
        List<RuleMistake> mistakes = new ArrayList<>();
        Optional<Rule> rule = RuleBody.read(body, mistakes);
        if (rule.isEmpty()) {
            return RuleProblem.response(mistakes);
        }
        if (!stored.replace(number, rule.get())) {
            throw new NotFoundException();
        }
        read();
        return Response.ok(view(number)).build();
    }

    /** {@code DELETE /api/rules/{id}}. */
    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete a rule")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "There is no such rule of page or API")
    public void delete(@PathParam("id") String id) {
        if (!stored.delete(Parameters.id("id", id))) {
            throw new NotFoundException();
        }
        read();
    }

    private void read() {
        book.refresh(stored::all);
    }

    private RuleView view(long id) {
        return book.rules().stream()
                .filter(active -> active.id().isPresent() && active.id().getAsLong() == id)
                .map(RuleView::of)
                .findFirst()
                .orElseThrow(NotFoundException::new); // another request has deleted it
    }
}
