<?php
// The whole body is one string of constant length, so that every stack sends the same bytes.
$body = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>hello</title></head>\n"
    . "<body><h1>Hello</h1><p>PHP " . strlen(PHP_OS) . "</p></body></html>\n<!-- mpmlab:hello -->";
header('Content-Type: text/html; charset=utf-8');
header('Content-Length: ' . strlen($body));
echo $body;
