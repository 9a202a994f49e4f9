package dev.vmsh.macro;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.tag.ForTag;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.tree.parse.TagToken;
import com.hubspot.jinjava.util.ForLoop;
import com.hubspot.jinjava.util.ObjectIterator;
import com.hubspot.jinjava.util.ObjectTruthValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code for} as in Python: its {@code else} is rendered when there is nothing to loop over, and {@code for x in items if condition} loops
 * over what fulfils the condition.
 */
final class JinjaForTag extends ForTag {
    private static final long serialVersionUID = 1L;

    /** A string, a bracket, or the word that begins a condition. */
    private static final Pattern PIECE = Pattern.compile(
            "'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|[(\\[{]|[)\\]}]|\\bif\\b",
            Pattern.DOTALL);

    @Override
    public String interpret(TagNode tag, JinjavaInterpreter interpreter) {
        TagNode otherwise = takeElse(tag);
        var written = getLoopVarsAndExpression((TagToken) tag.getMaster());
        String items = written.getRight();
        int condition = condition(items);
        if (otherwise == null && condition < 0) {
            return super.interpret(tag, interpreter);
        }
        Object collection = interpreter.resolveELExpression(
                condition < 0 ? items : items.substring(0, condition), tag.getLineNumber());
        if (condition >= 0) {
            String wanted = items.substring(condition + "if".length());
            collection = kept(collection, written.getLeft(), wanted, tag.getLineNumber(), interpreter);
        }
        if (otherwise == null || ObjectIterator.getLoop(collection).hasNext()) {
            return renderForCollection(tag, interpreter, written.getLeft(), collection);
        }
        var out = new StringBuilder();
        for (Node node : otherwise.getChildren()) {
            out.append(node.render(interpreter));
        }
        return out.toString();
    }

    /** Where the word stands that begins the loop's condition; -1 if it has none. */
    private static int condition(String expression) {
        int depth = 0;
        Matcher pieces = PIECE.matcher(expression);
        while (pieces.find()) {
            String piece = pieces.group();
            if (piece.equals("if") && depth == 0) {
                return pieces.start();
            }
            depth += "([{".contains(piece) ? 1 : ")]}".contains(piece) ? -1 : 0;
        }
        return -1;
    }

    @SuppressWarnings("try") // the scope is only there to end
    private static List<Object> kept(
            Object collection, List<String> names, String condition, int line, JinjavaInterpreter interpreter) {
        var kept = new ArrayList<Object>();
        ForLoop all = ObjectIterator.getLoop(collection);
        while (all.hasNext()) {
            Object item = all.next();
            try (var scope = interpreter.enterNonStackingScope()) {
                List<?> values = names.size() == 1 ? Collections.singletonList(item) : unpacked(item);
                for (int i = 0; i < names.size(); i++) {
                    interpreter.getContext().put(names.get(i), i < values.size() ? values.get(i) : null);
                }
                if (ObjectTruthValue.evaluate(interpreter.resolveELExpression(condition, line))) {
                    kept.add(item);
                }
            }
        }
        return kept;
    }

    private static List<?> unpacked(Object item) {
        if (item instanceof Map.Entry<?, ?> entry) {
            return Arrays.asList(entry.getKey(), entry.getValue());
        }
        return item instanceof Collection<?> several ? new ArrayList<>(several) : Collections.singletonList(item);
    }

    /** Moves what follows the {@code else} into it, where the loop does not see it; null if there is no {@code else}. */
    private static TagNode takeElse(TagNode tag) {
        List<Node> children = tag.getChildren();
        for (Node child : children) {
            if (child instanceof TagNode found && found.getName().equals("else")) {
                int from = children.indexOf(found) + 1;
                var body = new ArrayList<>(children.subList(from, children.size()));
                children.subList(from, children.size()).clear();
                found.getChildren().addAll(body);
                return found;
            }
        }
        return null;
    }
}
