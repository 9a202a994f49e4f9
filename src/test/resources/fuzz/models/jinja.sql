MODEL (name shop.by_jinja, kind VIEW, dialect duckdb);

JINJA_STATEMENT_BEGIN;
{% if runtime_stage == 'creating' %}SET threads = {{ var('days') }}{% endif %}
JINJA_END;

JINJA_QUERY_BEGIN;
{# a comment #}
SELECT
  {% for size in [1, 2, 3] %}
  SUM(CASE WHEN total > {{ size }} THEN 1 ELSE 0 END) AS over_{{ size }}{{ "," if not loop.last }}
  {% endfor %},
  {{ cents('total') }} AS cents,
  '{{ execution_ds }}' AS as_of
FROM shop.daily
WHERE kind = '{{ var("region", "eu") }}'
JINJA_END;
