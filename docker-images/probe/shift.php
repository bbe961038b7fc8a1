<?php
// Run before a page (auto_prepend_file) of stacks that are slower on purpose: mpmlab calibrate sees whether it finds
// the difference. How long it takes is known from here alone, by the server's own clock, and told in a header of
// constant length: nanoseconds asleep, nanoseconds at work. The file names its arguments in PHP's configuration:
// mpmlab.shift_sleep_us (usleep) and mpmlab.shift_iterations (of md5).
(static function (): void {
    $begun = hrtime(true);
    usleep((int) get_cfg_var('mpmlab.shift_sleep_us'));
    $slept = hrtime(true);
    $digest = 'mpmlab';
    for ($i = (int) get_cfg_var('mpmlab.shift_iterations'); $i > 0; $i--) {
        $digest = md5($digest);
    }
    $worked = hrtime(true);
    header(sprintf('X-Mpmlab-Shift: %012d %012d', $slept - $begun, $worked - $slept));
})();
