"""The worker that sends notifications, kept running beside the server that readers talk to."""

import logging
import subprocess
import sys
import threading

from .. import settings

logger = logging.getLogger(__name__)

# Seconds before a worker that ended is started again: whatever broke it may last.
PAUSE = 5
# Seconds that a worker may take to finish the mail it is sending.
PATIENCE = 25


class Keeper:
    """Keeps one process running from a thread of its own, and ends it with `stop`."""

    def __init__(self, command):
        self.command = command
        self.process = None
        self.stopping = threading.Event()
        self.lock = threading.Lock()

    def start(self):
        self.launch()
        threading.Thread(target=self.watch, daemon=True).start()

    def launch(self):
        with self.lock:
            if not self.stopping.is_set():
                self.process = subprocess.Popen(self.command, cwd=settings.BASE_DIR)

    def watch(self):
        """Start the process again whenever it is gone."""
        while not self.stopping.wait(1):
            if self.process.poll() is None:
                continue
            logger.warning("The worker ended; it is started again in %d seconds", PAUSE)
            self.stopping.wait(PAUSE)
            self.launch()

    def restart(self):
        """End the process, so that it is started with the code and the settings of now."""
        self.process.terminate()

    def stop(self):
        """End the process, for good, and wait until it is gone."""
        with self.lock:
            self.stopping.set()
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()


def start_beside(server_pid):
    """Start the worker; it also ends by itself when the server with this process id is gone."""
    command = [sys.executable, "manage.py", "send_notifications", "--parent", str(server_pid)]
    keeper = Keeper(command)
    keeper.start()
    return keeper
