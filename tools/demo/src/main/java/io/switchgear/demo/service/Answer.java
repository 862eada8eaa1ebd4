package io.switchgear.demo.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * The answer of a service. Immutable.
 *
 * @param status the HTTP status
 * @param type the content type
 * @param body the body; empty for none
 */
record Answer(int status, String type, String body) {
    static final Answer UNAVAILABLE = empty(503);

    /** The answer of a healthy service: the weather in some cities, the stock of some items, or an empty 200. */
    static Answer to(URI request) {
        String[] path = request.getPath().split("/", -1);
        boolean asksForAThing = path.length == 3;
        return switch (path.length > 1 ? path[1] : "") {
            case "weather" -> asksForAThing ? weather(path[2]) : empty(404);
            case "stock" -> asksForAThing ? stock(path[2]) : empty(404);
            default -> empty(200);
        };
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private static Answer weather(String city) {
        return switch (city) {
            case "Bergen" -> text("rain, 7 degrees");
            case "Palermo" -> text("sun, 24 degrees");
            default -> empty(404);
        };
    }

    private static Answer stock(String item) {
        return switch (item) {
            case "bolt" -> level(item, 120);
            case "hinge" -> level(item, 7);
            case "nut" -> level(item, 300);
            case "screw" -> level(item, 0);
            default -> empty(404);
        };
    }

    private static Answer level(String item, int quantity) {
        String json = new ObjectNode(JsonNodeFactory.instance)
                .put("item", item)
                .put("quantity", quantity)
                .toString();
        return new Answer(200, "application/json", json);
    }

    private static Answer text(String body) {
        return new Answer(200, "text/plain; charset=utf-8", body);
    }

    private static Answer empty(int status) {
        return new Answer(status, "text/plain", "");
    }
}
