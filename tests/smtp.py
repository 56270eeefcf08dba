"""A mail server on the loopback that behaves as badly as it is told to."""

import contextlib
import socketserver
import threading
from email import message_from_bytes, policy


class Conversation(socketserver.StreamRequestHandler):
    """One connection. The server's `mood` says what goes wrong in it."""

    def handle(self):
        if self.server.mood == "silent":
            return self.hang()
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].upper()
            if verb == "QUIT":
                return self.say("221 bye")
            if verb == "DATA":
                if not self.take_message():
                    return None
            elif verb.startswith("EHLO"):
                self.say("250-here\r\n250 AUTH PLAIN")
            elif verb.startswith("RCPT") and self.server.mood == "hangs before the content":
                return self.hang()
            else:
                self.say(self.server.answer(verb))
        return None

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def take_message(self):
        """The content of a mail; returns whether the conversation goes on."""
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.server.heard.append(b"".join(lines))
        if self.server.mood == "drops":
            return False
        if self.server.mood == "hangs":
            self.hang()
            return False
        if self.server.mood == "refuses data":
            self.say("554 no thanks")
        else:
            self.server.take(b"".join(lines))
            self.say("250 taken")
        return self.server.mood != "hangs up after each mail"

    def hang(self):
        self.server.closing.wait(30)


class MailServer(socketserver.ThreadingTCPServer):
    """`heard` are the mails whose content came in, `taken` those that were said to be taken."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.mood = "kind"
        self.heard, self.taken = [], []
        self.closing = threading.Event()

    @property
    def port(self):
        return self.server_address[1]

    @property
    def messages(self):
        return [message_from_bytes(raw, policy=policy.default) for raw in self.taken]

    def take(self, mail):
        self.taken.append(mail)

    def answer(self, verb):
        if self.mood == "refuses the password" and verb.startswith("AUTH"):
            return "535 wrong"
        if self.mood == "is busy" and verb.startswith("RCPT"):
            return "451 later"
        if self.mood == "refuses recipients" and verb.startswith("RCPT"):
            return "550 unknown"
        return "235 welcome" if verb.startswith("AUTH") else "250 fine"

    @contextlib.contextmanager
    def running(self):
        thread = threading.Thread(target=self.serve_forever, args=[0.05])
        thread.start()
        try:
            yield self
        finally:
            self.closing.set()
            self.shutdown()
            self.server_close()
            thread.join()
