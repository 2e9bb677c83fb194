package planted.events.alpha;

import tools.jackson.databind.JsonNode;

public record AlphaHappened(JsonNode data) {}
