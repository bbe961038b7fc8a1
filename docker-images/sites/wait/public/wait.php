<?php
// Three waits with a little work between them, as a page that asks a database three times.

const PARAMETERS = '/srv/mpmlab/parameters/wait.php';
const QUERIES = 3;

$parameters = is_file(PARAMETERS) ? require PARAMETERS : [];
$microseconds = 1000 * (int) ($parameters['milliseconds'] ?? 50);

$digest = 'mpmlab';
for ($query = 0; $query < QUERIES; $query++) {
    usleep(intdiv($microseconds, QUERIES));
    for ($i = 0; $i < 300; $i++) {
        $digest = md5($digest . $i);
    }
}

$body = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>wait</title></head><body>\n"
    . sprintf("<p>waited %06d ms, %s</p></body></html>\n<!-- mpmlab:wait -->", intdiv($microseconds, 1000), $digest);
header('Content-Type: text/html; charset=utf-8');
header('Content-Length: ' . strlen($body));
echo $body;
