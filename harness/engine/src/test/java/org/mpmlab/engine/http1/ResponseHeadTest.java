package org.mpmlab.engine.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpmlab.engine.connect.ProtocolViolation;

class ResponseHeadTest {
    private static ResponseHead parse(String text) throws ProtocolViolation {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        ResponseHead head = new ResponseHead();
        head.parse(bytes, ResponseHead.end(bytes, 0, bytes.length));
        return head;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // version | header, with ~ for CR LF                 | keeps alive | framing
                "HTTP/1.1 | X: y                                      | true        | close",
                "HTTP/1.1 | Content-Length: 5                         | true        | 5",
                "HTTP/1.1 | Content-Length: 5~Connection: close    | false       | 5",
                "HTTP/1.1 | Content-Length: 5~Connection: a,CLOSE  | false       | 5",
                "HTTP/1.1 | Content-Length: 5~Connection: closed   | true        | 5",
                "HTTP/1.0 | Content-Length: 5                         | false       | 5",
                "HTTP/1.0 | Content-Length: 5~Connection: Keep-Alive | true      | 5",
                "HTTP/1.1 | Transfer-Encoding: chunked                | true        | chunked",
                "HTTP/1.1 | Transfer-Encoding: gzip~Transfer-Encoding: chunked | true | chunked",
                "HTTP/1.1 | Transfer-Encoding: gzip                   | true        | close",
                // Both framings: the coding counts, and the connection is not trusted (RFC 9112, 6.1).
                "HTTP/1.1 | Transfer-Encoding: chunked~Content-Length: 5 | false | chunked",
                // A fold is a space (RFC 9112, 5.2).
                "HTTP/1.1 | Content-Length:~  5                    | true        | 5",
            })
    void saysHowTheBodyIsFramedAndWhetherTheConnectionLives(
            String version, String header, boolean keepsAlive, String framing) throws ProtocolViolation {
        ResponseHead head = parse(version + " 200 OK\r\n" + header.replace("~", "\r\n") + "\r\n\r\n");

        assertThat(head.isChunked()).isEqualTo(framing.equals("chunked"));
        assertThat(head.endsAtClose()).isEqualTo(framing.equals("close"));
        if (framing.equals("5")) {
            assertThat(head.contentLength()).isEqualTo(5);
        }
        assertThat(head.keepsAlive()).isEqualTo(keepsAlive);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200\r\n\r\n",
                "HTTP/1.1  200 OK\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 099 OK\r\n\r\n",
                "http/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 O\rK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX : y\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: y\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            })
    void refusesWhatAServerMustNotSend(String head) {
        assertThatThrownBy(() -> parse(head)).isInstanceOf(ProtocolViolation.class);
    }
}
