package dev.vmsh.shell.render;

import java.util.List;

/** A label and what hangs below it, as text with branches. */
public record Tree(String label, List<Tree> children) {
    public Tree {
        children = List.copyOf(children);
    }

    public static Tree leaf(String label) {
        return new Tree(label, List.of());
    }

    /** The label, then the children below it, each on a line. */
    public String text() {
        var out = new StringBuilder(label).append('\n');
        append(out, "");
        return out.toString();
    }

    private void append(StringBuilder out, String indent) {
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            Tree child = children.get(i);
            out.append(indent)
                    .append(last ? "└── " : "├── ")
                    .append(child.label)
                    .append('\n');
            child.append(out, indent + (last ? "    " : "│   "));
        }
    }
}
