package org.mpmlab.gatling.visit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormTest {

    @Test
    void theFirstFormThatIsPostedIsTakenAsItCame() {
        assertThat(Form.first(
                        "<form action=/search><input name=q></form><p><FORM METHOD=Post action='/in.php?a=1&amp;b=2'>"
                                + "<input type=hidden name=token value='a+b &amp; c'><input name=name value=\"J&uuml;rgen\">"
                                + "<input name=empty><input type=submit value=go><button>go</button></form>"))
                .contains(new Form("/in.php?a=1&b=2", "token=a%2Bb+%26+c&name=J%C3%BCrgen&empty="));
    }

    @Test
    void aFormWithoutAnActionIsSentToItsOwnPage() {
        assertThat(Form.first("<form method=post><input name=a value=1></form>"))
                .contains(new Form("", "a=1"));
    }

    @Test
    void aPageWithoutOneHasNone() {
        assertThat(Form.first("<h1>no form</h1><form><input name=q></form>")).isEmpty();
        assertThat(Form.first("")).isEmpty();
        assertThat(Form.first("<form method=post action='/a b'></form>")).isEmpty();
        assertThat(Form.first("<form method=post action='mailto:a'></form>")).isEmpty();
    }
}
