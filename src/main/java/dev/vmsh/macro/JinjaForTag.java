package dev.vmsh.macro;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.tag.ForTag;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.tree.parse.TagToken;
import com.hubspot.jinjava.util.ForLoop;
import com.hubspot.jinjava.util.ObjectIterator;
import java.util.ArrayList;
import java.util.List;

/** {@code for} whose {@code else} is rendered when there is nothing to loop over, as in Python. */
final class JinjaForTag extends ForTag {
    private static final long serialVersionUID = 1L;

    @Override
    public String interpret(TagNode tag, JinjavaInterpreter interpreter) {
        TagNode otherwise = takeElse(tag);
        if (otherwise == null) {
            return super.interpret(tag, interpreter);
        }
        String items = getLoopVarsAndExpression((TagToken) tag.getMaster()).getRight();
        Object collection = interpreter.resolveELExpression(items, tag.getLineNumber());
        ForLoop loop = ObjectIterator.getLoop(collection);
        if (loop.hasNext()) {
            return super.interpret(tag, interpreter);
        }
        var out = new StringBuilder();
        for (Node node : otherwise.getChildren()) {
            out.append(node.render(interpreter));
        }
        return out.toString();
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
