package org.mpmlab.engine.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the examples of RFC 7541, Appendix C, and beyond its rules. */
class HpackDecoderTest {
    private final HpackDecoder decoder = new HpackDecoder(new byte[HpackDecoder.SCRATCH_BYTES]);

    private ResponseFields decode(String hex) throws Http2Violation {
        byte[] block = HexFormat.of().parseHex(hex.replace(" ", ""));
        ResponseFields fields = new ResponseFields();
        fields.begin();
        decoder.decode(block, 0, block.length, fields);
        return fields;
    }

    /** C.6: three responses with Huffman coding and a table of 256 bytes, from which entries are evicted. */
    @Test
    void followsTheDynamicTableThroughEvictions() throws Http2Violation {
        decode("3f e1 01"); // A table of 256 bytes, which the example takes as given.
        ResponseFields first = decode("4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6"
                + "2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3");
        assertThat(first.status()).isEqualTo(302);
        assertThat(first.headObjection()).isNull();

        assertThat(decode("4883 640e ffc1 c0bf").status()).isEqualTo(307);

        ResponseFields third = decode("88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab"
                + "77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587"
                + "3160 65c0 03ed 4ee5 b106 3d50 07");
        assertThat(third.status()).isEqualTo(200);
        assertThat(third.headObjection()).isNull();
        // The example ends with three entries, 62 to 64.
        assertThat(decode("88 be bf c0").status()).isEqualTo(200);
        assertThatThrownBy(() -> decode("c1")).hasMessage("HPACK: index 65 of a table of 64");
    }

    @Test
    void readsNumbersThatMatterFromLiteralsAndFromTheTable() throws Http2Violation {
        // content-length: 1234 with indexing, then by its index.
        assertThat(decode("88 5c 04 31323334").contentLength()).isEqualTo(1234);
        assertThat(decode("88 be").contentLength()).isEqualTo(1234);
        // The same name spelled out.
        assertThat(decode("88 00 0e 636f6e74656e742d6c656e677468 02 3432").contentLength())
                .isEqualTo(42);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // index 0
                "be", // beyond an empty dynamic table
                "88 3f e1 1f", // a table size update after a field
                "3f e2 1f", // a table beyond 4096 bytes
                "ff 80 80 80 80 01", // a number beyond 28 bits
                "88 40", // a name that is not there
                "88 0f", // a number that does not end
                "48 05 3230", // a string longer than the block
                "48 81 00", // Huffman padding of zeros
                "48 84 ff ff ff fc", // EOS within a string
                "48 82 64 ff ff", // more than seven bits of padding, then a truncated field
            })
    void refusesWhatIsNoHeaderBlock(String hex) {
        assertThatThrownBy(() -> decode(hex)).isInstanceOf(Http2Violation.class).hasMessageStartingWith("HPACK: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0f0d 01 31", // no :status at all: content-length only
                "88 88", // two
                "0f0d 01 31 88", // after a regular field
                "88 82", // a request's :method
                "88 00 01 58 01 31", // an upper-case name
                "88 00 01 78 02 2031", // a value that begins with a blank
                "88 00 01 78 03 310a32", // a line feed in a value
                "88 00 0a 636f6e6e656374696f6e 01 78", // connection
                "88 0f2a 01 78", // transfer-encoding, by its static index
                "88 0f0d 01 78", // a content length that is none
                "88 0f0d 01 31 0f0d 01 32", // two of them
                "08 03 616263", // a status that is none
            })
    void saysWhatMakesAResponseMalformed(String hex) throws Http2Violation {
        assertThat(decode(hex).headObjection()).isNotNull();
    }

    @Test
    void anEntryThatIsTooLargeEmptiesTheTable() throws Http2Violation {
        decode("3f 09"); // 40 bytes
        decode("40 01 61 01 62"); // 34 of them
        decode("be");
        decode("40 05 6161616161 05 6262626262"); // 42
        assertThatThrownBy(() -> decode("be")).hasMessageContaining("index 62 of a table of 61");
    }
}
