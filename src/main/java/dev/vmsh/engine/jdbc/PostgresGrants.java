package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The privileges that roles other than its owner have on one relation. */
record PostgresGrants(EngineSession session, TableName relation) {
    private static final String PUBLIC = "public";

    private record Grant(String privilege, String role) {}

    /** Grants what is missing, and revokes what is not in {@code wanted}. */
    void make(Map<String, List<String>> wanted) {
        List<Grant> now = now();
        var all = new ArrayList<Grant>();
        new TreeMap<>(wanted).forEach((privilege, roles) -> new TreeSet<>(roles)
                .forEach(role -> all.add(new Grant(privilege.toUpperCase(Locale.ROOT), role))));
        now.stream()
                .filter(grant -> !all.contains(grant))
                .forEach(grant -> session.execute("REVOKE %s ON %s FROM %s"
                        .formatted(grant.privilege(), relation.quoted(), quoted(grant.role()))));
        all.stream()
                .filter(grant -> !now.contains(grant))
                .forEach(grant -> session.execute(
                        "GRANT %s ON %s TO %s".formatted(grant.privilege(), relation.quoted(), quoted(grant.role()))));
    }

    private List<Grant> now() {
        var grants = new ArrayList<Grant>();
        try (Rows rows = session.lookUp("""
                SELECT a.privilege_type, CASE a.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(a.grantee)::text END
                FROM pg_catalog.pg_class c, aclexplode(c.relacl) a
                WHERE c.oid = to_regclass(%s) AND a.grantee <> c.relowner
                ORDER BY 1, 2""".formatted(SqlLiteral.text(relation.quoted())))) {
            while (rows.next()) {
                grants.add(new Grant((String) rows.value(0), (String) rows.value(1)));
            }
        }
        return grants;
    }

    private static String quoted(String role) {
        return role.equals(PUBLIC) ? "PUBLIC" : TableName.quote(role);
    }
}
