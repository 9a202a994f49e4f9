AUDIT (name assert_codes, dialect duckdb, defaults (column = code));
@DEF(known, ['EUR', 'USD']);
SELECT * FROM @this_model WHERE NOT @column IN @known;

AUDIT (name no_lost_orders, standalone true, blocking false, cron '@daily', owner ana);
JINJA_QUERY_BEGIN;
SELECT * FROM shop.daily WHERE id IS NULL AND ds < '{{ end_ds }}'
JINJA_END;
