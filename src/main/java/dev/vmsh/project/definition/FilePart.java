package dev.vmsh.project.definition;

/**
 * One statement of a model or audit file.
 *
 * @param text without its semicolon; for a Jinja block, its body
 * @param offset where {@code text} begins in the file
 */
record FilePart(Form form, String text, int offset) {
    /** What a part is. */
    enum Form {
        SQL,
        JINJA_QUERY,
        JINJA_STATEMENT,
        VIRTUAL_UPDATE_BEGIN,
        VIRTUAL_UPDATE_END
    }

    boolean jinja() {
        return form == Form.JINJA_QUERY || form == Form.JINJA_STATEMENT;
    }
}
