package dev.vmsh.macro;

import dev.vmsh.sql.Dialect;

/** {@code @HAVERSINE_DISTANCE(lat1, lon1, lat2, lon2[, 'mi' | 'km'])}: the distance of two points on the globe, given in degrees. */
final class HaversineDistanceMacro implements MacroFunction {
    @Override
    public MacroResult call(MacroCall call) {
        BoundArguments given = call.bind("lat1", "lon1", "lat2", "lon2", "unit");
        String unit = given.text("unit").orElse("mi");
        String rate =
                switch (unit) {
                    case "mi" -> "1.0";
                    case "km" -> "1.60934";
                    default -> throw call.wrong("The unit '" + unit + "' is unknown", "Write 'mi' or 'km'");
                };
        Dialect dialect = call.dialect();
        String lat1 = Expressions.operand(given.required("lat1"), dialect);
        String lon1 = Expressions.operand(given.required("lon1"), dialect);
        String lat2 = Expressions.operand(given.required("lat2"), dialect);
        String lon2 = Expressions.operand(given.required("lon2"), dialect);
        return MacroResult.of(
                "7922 * ASIN(SQRT((POWER(SIN(RADIANS((%3$s - %1$s) / 2)), 2)) + (COS(RADIANS(%1$s)) * COS(RADIANS(%3$s))"
                        .concat(" * POWER(SIN(RADIANS((%4$s - %2$s) / 2)), 2)))) * %5$s")
                        .formatted(lat1, lon1, lat2, lon2, rate));
    }
}
