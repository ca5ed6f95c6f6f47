"""`python -m notoneless` and the `notoneless` command."""

import signal

# until the shell can tell it in a sentence, an end that is asked for simply ends: no traceback while modules load
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from notoneless.interfaces.shell.cli import main

if __name__ == "__main__":
    main()
