<?php
// Work of the kind that pages are made of, linear in `iterations`: strings, hashes, arrays, regular expressions.
// Nothing leaves before all of it is done, so the time to the first byte is the work. The body has the same
// length whatever the number of iterations.

const PARAMETERS = '/srv/mpmlab/parameters/php29.php';
const WORDS = ['prefork', 'worker', 'event', 'itk', 'thread', 'process', 'socket', 'request'];
const ROWS = 64;

function work(int $iterations): array
{
    $digest = md5('mpmlab');
    $seen = array_fill(0, ROWS, 0); // of constant size: memory must not grow with the work
    for ($i = 0; $i < $iterations; $i++) {
        $line = WORDS[$i & 7] . '-' . $i . ':' . $digest;
        $digest = md5($line);
        $row = ord($digest[7]) * 31 + ord($digest[11]) & ROWS - 1;
        if (preg_match('/^[0-9a-f]*?([a-f]{2})(\d+)/', $digest, $match)) {
            $seen[$row] += strlen($match[2]) + strlen(str_replace('-', '', ucfirst($line))) % 7;
        }
    }
    return [$digest, $seen];
}

$parameters = is_file(PARAMETERS) ? require PARAMETERS : [];
$iterations = (int) ($parameters['iterations'] ?? 40000);
[$digest, $seen] = work($iterations);

$body = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>php29</title></head><body>\n"
    . sprintf("<p>%010d iterations, %s</p>\n<table>\n", $iterations, $digest);
foreach ($seen as $row => $count) {
    $body .= sprintf("<tr><th>row %02d</th><td>%010d</td><td>%s</td></tr>\n", $row, $count, md5($digest . $row));
}
$body .= "</table></body></html>\n<!-- mpmlab:php29 -->";

header('Content-Type: text/html; charset=utf-8');
header('Content-Length: ' . strlen($body));
echo $body;
