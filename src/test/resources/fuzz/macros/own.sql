{% macro cents(column, digits=2) %}
  ROUND({{ column }} * 100, {{ digits }})
{% endmacro %}
{% macro both(a) %}{{ cents(a) }} + {{ cents(a, digits=0) }}{% endmacro %}
