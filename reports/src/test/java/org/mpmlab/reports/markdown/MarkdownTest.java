package org.mpmlab.reports.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text from outside as Markdown. */
class MarkdownTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "www.example.org says so|www&#8203;.example.org says so",
                "see WWW.example.org|see WWW&#8203;.example.org",
                "https://example.org|https:&#8203;//example.org",
                "a@example.org|a\\@&#8203;example.org",
                "for @team|for \\@&#8203;team",
                "as in #12|as in \\#&#8203;12"
            })
    void nothingBecomesALink(String text, String markdown) {
        assertThat(Markdown.text(text)).isEqualTo(markdown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1. first|1\\. first",
                "12) twelfth|12\\) twelfth",
                "1.|1\\.",
                "- x|\\- x",
                "+ x|\\+ x",
                "* x|\\* x",
                "---|\\---",
                "# x|\\# x",
                "'    code'|code"
            })
    void theBeginningOfAParagraphIsNothingElse(String text, String markdown) {
        assertThat(Markdown.text(text)).isEqualTo(markdown);
    }

    @ParameterizedTest
    @CsvSource({"1.04x as much", "80.5", "a - b + c", "first 1. second", "www and so on"})
    void whatIsNoMarkupStaysAsItIs(String text) {
        assertThat(Markdown.text(text)).isEqualTo(text);
    }
}
