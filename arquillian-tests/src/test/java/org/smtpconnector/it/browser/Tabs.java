package org.smtpconnector.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * The tabs that a test has open, each as in a browser of its own. No request of theirs leaves the server under test, and whatever
 * went wrong in them fails the test when it ends.
 */
final class Tabs implements CloseableResource {

    static final int DESKTOP_WIDTH = 1280;
    private static final int DESKTOP_HEIGHT = 800;

    private final Browser browser;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> left = new CopyOnWriteArrayList<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();

    private boolean closing;

    Tabs(Browser browser) {
        this.browser = browser;
    }

    Page open(URI address) {
        return open(address, options -> options);
    }

    Page open(URI address, UnaryOperator<Browser.NewContextOptions> options) {
        BrowserContext context = browser.newContext(options.apply(new Browser.NewContextOptions()
                .setViewportSize(DESKTOP_WIDTH, DESKTOP_HEIGHT)
                .setLocale("en-GB")
                .setTimezoneId("UTC")
                // Colours that fade from one to another would be looked at halfway.
                .setReducedMotion(ReducedMotion.REDUCE)
                .setColorScheme(ColorScheme.LIGHT)));
        contexts.add(context);
        String authority = address.getAuthority();
        context.route("**/*", route -> {
            URI target = URI.create(route.request().url().replaceAll("[^!-~]|[|\\\\^`{}\"<>]", "_"));
            boolean stays = authority.equals(target.getAuthority());
            if (!stays) {
                left.add(route.request().url());
            }
            try {
                if (stays) {
                    route.resume();
                } else {
                    route.abort();
                }
            } catch (PlaywrightException e) {
                // What a page asks for while it is closed has nobody left to answer.
                if (!closing) {
                    throw e;
                }
            }
        });
        context.onConsoleMessage(message -> {
            // A failed fetch is told here too, but not which part of the page made of it what it should.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                troubles.add("console: " + message.text());
            }
        });
        context.onWebError(error -> troubles.add("exception: " + error.error()));
        context.onDialog(dialog -> {
            troubles.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        Page page = context.newPage();
        page.navigate(address.toString());
        return page;
    }

    /** Returns all that was told on the consoles, thrown and asked in dialogs so far; the caller deals with it. */
    List<String> takeTroubles() {
        List<String> taken = List.copyOf(troubles);
        troubles.clear();
        return taken;
    }

    /** Returns the addresses of requests that did not go to the server under test. */
    List<String> requestsThatLeft() {
        return List.copyOf(left);
    }

    List<String> takeRequestsThatLeft() {
        List<String> taken = requestsThatLeft();
        left.clear();
        return taken;
    }

    void closeAll(boolean check) {
        closing = true;
        contexts.forEach(Tabs::close);
        contexts.clear();
        if (check) {
            assertThat(left).as("requests that left the server under test").isEmpty();
            assertThat(troubles).as("errors of the page").isEmpty();
        }
    }

    private static void close(BrowserContext context) {
        try {
            context.close();
        } catch (PlaywrightException e) {
            // What a page asked for while it was closed: Playwright wants to answer, and there is nobody left.
            if (!e.getMessage().contains("has been closed")) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        closeAll(false);
    }
}
