package dev.vmsh.project.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Lets a CSV file through and sees whether it ends inside a quoted value, which the parser takes for a value that ends there. */
final class QuoteWatch extends FilterInputStream {
    /** Where in a value the bytes are. */
    private enum Place {
        BEGIN,
        PLAIN,
        QUOTED,
        /** After a character in quotes that takes the next one for what it is. */
        ESCAPED,
        /** After a quote that ends the value, or is the first of two. */
        CLOSED
    }

    private final Csv csv;
    private Place place = Place.BEGIN;
    private int line = 1;
    private int opened;

    /** The characters that cut a file into values. */
    record Csv(char delimiter, char quote, char escape, boolean skipsSpaces) {}

    QuoteWatch(InputStream in, Csv csv) {
        super(in);
        this.csv = csv;
    }

    /** The line, from 1, of a quote that is open still; 0 if none is. */
    int open() {
        return place == Place.QUOTED || place == Place.ESCAPED ? opened : 0;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
            see((char) read);
        }
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        for (int i = offset; i < offset + read; i++) {
            see((char) (bytes[i] & 0xff));
        }
        return read;
    }

    private void see(char c) {
        if (c == '\n') {
            line++;
        }
        if (place == Place.QUOTED) {
            inQuotes(c);
        } else if (place == Place.ESCAPED) {
            place = Place.QUOTED;
        } else if (place == Place.CLOSED && c == csv.quote() && csv.escape() == csv.quote()) {
            place = Place.QUOTED;
        } else if (c == csv.delimiter() || c == '\n' || c == '\r') {
            place = Place.BEGIN;
        } else if (place == Place.BEGIN && c == csv.quote()) {
            place = Place.QUOTED;
            opened = line;
        } else if (place != Place.BEGIN || c != ' ' || !csv.skipsSpaces()) {
            place = Place.PLAIN;
        }
    }

    private void inQuotes(char c) {
        if (c == csv.quote()) {
            place = Place.CLOSED;
        } else if (c == csv.escape()) {
            place = Place.ESCAPED;
        }
    }
}
