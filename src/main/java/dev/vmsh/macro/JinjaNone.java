package dev.vmsh.macro;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.IsNoneExpTest;
import com.hubspot.jinjava.objects.serialization.PyishSerializable;
import com.hubspot.jinjava.util.HasObjectTruthValue;
import java.io.IOException;

/** Python's {@code None} as a function's result: it is false, and prints as {@code None}. */
final class JinjaNone implements HasObjectTruthValue, PyishSerializable {
    static final JinjaNone NONE = new JinjaNone();

    private JinjaNone() {}

    @Override
    public boolean getObjectTruthValue() {
        return false;
    }

    @Override
    public <T extends Appendable & CharSequence> T appendPyishString(T out) throws IOException {
        out.append("None");
        return out;
    }

    @Override
    public String toString() {
        return "None";
    }

    /** {@code x is none}, true for this value as well. */
    static final class Test extends IsNoneExpTest {
        @Override
        public boolean evaluate(Object value, JinjavaInterpreter interpreter, Object... arguments) {
            return value == NONE || super.evaluate(value, interpreter, arguments);
        }
    }
}
