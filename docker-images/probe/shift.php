<?php
// Run before a page (auto_prepend_file) of stacks that are slower on purpose: mpmlab calibrate sees whether it finds
// the difference. How long it took is known from here alone, by the server's own clock: each request's nanoseconds are
// noted on a line of a file after the answer is out, and asked for with ?mpmlab-shift. The file names its arguments in
// PHP's configuration: mpmlab.shift_sleep_us (usleep) and mpmlab.shift_iterations (of md5).
(static function (): void {
    $notes = sys_get_temp_dir() . '/mpmlab-shift';
    if (isset($_GET['mpmlab-shift'])) {
        header('Content-Type: text/plain');
        exit((string) @file_get_contents($notes));
    }
    $begun = hrtime(true);
    usleep((int) get_cfg_var('mpmlab.shift_sleep_us'));
    $digest = 'mpmlab';
    for ($i = (int) get_cfg_var('mpmlab.shift_iterations'); $i > 0; $i--) {
        $digest = md5($digest);
    }
    $nanos = hrtime(true) - $begun;
    register_shutdown_function(static function () use ($notes, $nanos): void {
        if (function_exists('fastcgi_finish_request')) {
            fastcgi_finish_request();
        }
        file_put_contents($notes, $nanos . "\n", FILE_APPEND);
    });
})();
