<?php
// The form comes filled in, so that whoever sends it as it is, as the journey's visitors do, is let in. Its token is
// constant: every stack sends the same bytes.

const VISITOR = 'visitor';
const PASSWORD = 'open sesame';

$token = hash_hmac('sha256', '/login.php', 'mpmlab');

function sent(string $field): string
{
    $value = $_POST[$field] ?? '';
    return is_string($value) ? $value : '';
}

if ($_SERVER['REQUEST_METHOD'] === 'POST'
    && hash_equals($token, sent('token'))
    && sent('name') === VISITOR
    && sent('password') === PASSWORD) {
    session_start();
    session_regenerate_id(true);
    $_SESSION['visitor'] = VISITOR;
    header('Location: /inside.php', true, 303);
    header('Content-Length: 0');
    exit;
}

$body = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>login</title></head>\n"
    . "<body><form method=\"post\" action=\"/login.php\">\n"
    . "<input type=\"hidden\" name=\"token\" value=\"$token\">\n"
    . "<input name=\"name\" value=\"" . VISITOR . "\">\n"
    . "<input type=\"password\" name=\"password\" value=\"" . PASSWORD . "\">\n"
    . "<button>Let me in</button>\n</form></body></html>\n<!-- mpmlab:login -->";
header('Content-Type: text/html; charset=utf-8');
header('Content-Length: ' . strlen($body));
echo $body;
